using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.ReadModel.Projection;

namespace Marketplace.ReadModel.Tests;

/// <summary>A real log in a folder of its own, with the writer that appends to it and the feed that the views follow.</summary>
sealed class TestLog : IAsyncDisposable
{
    private readonly Writer writer;

    private TestLog(string folder, SqliteLogStore store, ILogModel model, TimeProvider time)
    {
        (Folder, Store, Time) = (folder, store, time);
        Feed = new Feed(store, model);
        writer = new Writer(store, model, new StateCache(store, model, 1000), Feed, time, new WriterOptions());
    }

    public string Folder { get; }
    public SqliteLogStore Store { get; }
    public Feed Feed { get; }
    public TimeProvider Time { get; }

    public static async Task<TestLog> OpenAsync(ILogModel model, TimeProvider? time = null, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("readmodel-").FullName;
        var store = await SqliteLogStore.OpenAsync(Path.Combine(folder, "log.db"));
        var log = new TestLog(folder, store, model, time ?? TimeProvider.System);
        await log.writer.StartAsync(CancellationToken.None);
        return log;
    }

    /// <summary>Appends the events to the stream in one commit.</summary>
    /// <returns>The position of the last.</returns>
    public Task<long> AppendAsync(string stream, params IReadOnlyList<object> events) => AppendAsync([.. events.Select(e => (stream, e))]);

    /// <summary>Appends the events to their streams in one commit.</summary>
    /// <returns>The position of the last.</returns>
    public async Task<long> AppendAsync(IReadOnlyList<(string Stream, object Event)> events)
    {
        var outcome = await writer.ExecuteAsync(new LogCommand("usr_test@org_test", [.. events.Select(e => e.Stream).Distinct()], _ =>
        {
            var effect = new Effect();
            foreach (var (stream, e) in events) effect.Append(stream, e);
            return effect;
        }), CancellationToken.None);
        Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Done));
        return outcome.Position;
    }

    public Task<MarketViews> OpenViewsAsync(IReadOnlyList<IView> views, string? snapshot = null, string? folder = null, Feed? feed = null) =>
        MarketViews.OpenAsync(new MarketViewsOptions(folder ?? Folder, snapshot), views, Store, feed ?? Feed, Time, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
