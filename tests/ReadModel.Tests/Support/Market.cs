using Marketplace.Domain;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Tests;

/// <summary>A log of the marketplace's events and all views over it.</summary>
sealed class Market : IAsyncDisposable
{
    private Market(TestLog log, MarketViews views) => (Log, Views) = (log, views);

    /// <summary>2026-08-03 10:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Opening = new(2026, 8, 3, 10, 0, 0, TimeSpan.FromHours(8));

    public TestLog Log { get; }
    public MarketViews Views { get; }
    public TestClock Clock => (TestClock)Log.Time;

    public static async Task<Market> OpenAsync()
    {
        var log = await TestLog.OpenAsync(new DomainEvents(), new TestClock(Opening));
        return new Market(log, await log.OpenViewsAsync(ReadModel.Views.All));
    }

    /// <summary>Appends the events to the stream and waits until the views hold them.</summary>
    public async Task<long> HappenAsync(string stream, params IReadOnlyList<Event> events)
    {
        var position = await Log.AppendAsync(stream, [.. events]);
        await Views.ReachAsync(position);
        return position;
    }

    public IReadOnlyList<TRow> All<TRow>(ListQuery<TRow> list)
    {
        var rows = new List<TRow>();
        for (PageKey? next = list.After; ;)
        {
            var page = Views.Ask(list with { After = next });
            rows.AddRange(page.Items);
            if (page.Next is null) return rows;
            next = page.Next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        await Log.DisposeAsync();
    }
}
