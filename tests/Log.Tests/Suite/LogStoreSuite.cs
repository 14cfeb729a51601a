using Marketplace.Log.Tests.Escrow;

namespace Marketplace.Log.Tests.Suite;

/// <summary>
/// What the log promises on every engine. An engine derives one fixture from this and says how an empty log is made,
/// opened and dropped; nothing in here may ask which engine it is.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract partial class LogStoreSuite
{
    private readonly List<IAsyncDisposable> opened = [];

    protected ManualTime Time { get; } = new();

    /// <summary>Makes an empty log for one test.</summary>
    protected abstract Task CreateAsync();

    /// <summary>Opens the test's log. It may be open more than once, as it is when several processes use it.</summary>
    protected abstract Task<ILogStore> OpenAsync();

    /// <summary>Where a backup may be written.</summary>
    protected abstract string BackupPath(string name);

    /// <summary>Opens a backup as a log of its own.</summary>
    protected abstract Task<ILogStore> OpenBackupAsync(string path);

    protected abstract Task DropAsync();

    [SetUp]
    public Task SetUpAsync() => CreateAsync();

    [TearDown]
    public async Task TearDownAsync()
    {
        foreach (var each in Enumerable.Reverse(opened)) await each.DisposeAsync();
        await DropAsync();
    }

    /// <summary>A store that is closed with the test.</summary>
    private async Task<ILogStore> OpenStoreAsync()
    {
        var store = await OpenAsync();
        opened.Add(store);
        return store;
    }

    /// <summary>A process that ends with the test.</summary>
    private async Task<LogProcess> StartAsync(WriterOptions? options = null, ILogModel? model = null, int cached = 1000, TimeProvider? time = null)
    {
        var process = await LogProcess.StartAsync(await OpenAsync(), time ?? Time, options, model, cached);
        opened.Add(process);
        return process;
    }

    /// <summary>Ends a process before the test does.</summary>
    private async Task StopAsync(LogProcess process)
    {
        opened.Remove(process);
        await process.DisposeAsync();
    }

    private static OutcomeKind[] Kinds(IEnumerable<Outcome> outcomes) => [.. outcomes.Select(outcome => outcome.Kind)];
}
