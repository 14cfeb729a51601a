using System.Text;
using Marketplace.Api.Reactions;
using Marketplace.Domain;
using Marketplace.Domain.Clock;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Reactions;

/// <summary>
/// One history up to a moment, copied, and the days after it lived through in different ways: the clock's events apart, the
/// logs must be the same to the byte and the millisecond.
/// </summary>
public sealed class JumpAndCrawlTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    private string folder = null!;
    private Client keeper = null!;
    private long from;

    [OneTimeSetUp]
    public async Task Make()
    {
        folder = Directory.CreateTempSubdirectory("marketplace-history-").FullName;
        await using var market = TestMarket.Open(Path.Combine(folder, "first"));
        var sold = await Deal.OpenAsync(market, bidders: 3);
        (await sold.BidAsync(1, 310)).Is(201);
        (await sold.BidAsync(2, 480)).Is(201);
        var belowReserve = await Deal.OpenAsync(market, bidders: 2, reserveWan: 450);
        (await belowReserve.BidAsync(1, 300)).Is(201);
        // Announced and not open yet; one of them has the end of another as its opening.
        var quiet = await Deal.AnnouncedAsync(market);
        await quiet.QualifiedAsync();
        var chained = await Deal.AnnouncedAsync(market, change: body =>
        {
            body["opensAt"] = Deal.At(quiet.ClosesAt);
            body["closesAt"] = Deal.At(quiet.ClosesAt.AddHours(24));
        });
        await market.AdvanceToAsync(quiet.OpensAt.AddHours(-1));
        Assert.That((await chained.ReadAsync()).Text("phase"), Is.EqualTo("announced"));
        await market.AppendAsync(sold.Bidders[2].Organization, new OrganizationSuspended("提供虚假材料", new Instant(market.Now.AddHours(30).ToUnixTimeMilliseconds())));
        keeper = quiet.Operator;
        from = market.Position;
    }

    [OneTimeTearDown]
    public void Forget() => Directory.Delete(folder, recursive: true);

    /// <summary>Opens a copy of the history, lives on, and gives back what happened.</summary>
    private async Task<string[]> LiveOnAsync(string name, Func<TestMarket, DateTimeOffset, Task> live)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "first"))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        await using var market = TestMarket.Open(copy);
        var until = market.Now + Ahead;
        await live(market, until);
        Assert.That(market.Now, Is.EqualTo(until));
        var events = await market.Services.GetRequiredService<ILogStore>().ReadFeedAsync(from, 10_000, CancellationToken.None);
        return [.. events.Where(e => e.Stream != MarketClock.Stream).Select(e => $"{e.Stream} {e.Type} {e.TypeVersion} {e.At} {e.Actor} {Encoding.UTF8.GetString(e.Data)}")];
    }

    private async Task MoveAsync(TestMarket market, params IEnumerable<DateTimeOffset> moments)
    {
        var signedIn = await market.SignInAsync(keeper.Organization, keeper.Subject, keeper.Secret);
        foreach (var moment in moments) (await signedIn.Post("/sandbox/clock", new { until = Deal.At(moment) })).Is(200);
    }

    private Task JumpAsync(TestMarket market, DateTimeOffset until) => MoveAsync(market, until);

    private Task WalkAsync(TestMarket market, DateTimeOffset until)
    {
        var (from, step) = (market.Now, TimeSpan.FromMinutes(47));
        return MoveAsync(market, [.. Enumerable.Range(1, (int)(Ahead / step)).Select(i => from + i * step), until]);
    }

    /// <summary>System time itself goes on; nobody orders anything until the last minute.</summary>
    private async Task CrawlAsync(TestMarket market, DateTimeOffset until)
    {
        var (store, runner) = (market.Services.GetRequiredService<ILogStore>(), market.Services.GetRequiredService<ReactionRunner>());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (market.Now < until.AddMinutes(-1))
        {
            market.Clock.Advance(TimeSpan.FromMinutes(1));
            // A minute is long for a machine: what fell due in it is done before the next begins.
            while ((await store.ReadDueAsync(market.Now.ToUnixTimeMilliseconds(), 1, patience.Token)).Count > 0 || runner.Position < market.Position)
            {
                patience.Token.ThrowIfCancellationRequested();
                // Whoever set a timer only after the minute had passed is woken by the next moment.
                market.Clock.Advance(TimeSpan.FromMilliseconds(1));
                await Task.Yield();
            }
        }
        await MoveAsync(market, until);
    }

    [Test]
    public async Task A_jump_of_three_days_a_walk_of_47_minutes_a_step_and_a_crawl_make_the_same_events()
    {
        var jumped = await LiveOnAsync("jump", JumpAsync);
        Assert.That(jumped.Select(e => e.Split(' ')[1]), Is.SupersetOf(new[]
        {
            "auction_opened", "auction_closed", "deposit_released", "listing_returned_from_auction", "organization_reinstated",
        }));
        var walked = await LiveOnAsync("walk", WalkAsync);
        var crawled = await LiveOnAsync("crawl", CrawlAsync);
        Assert.That(walked, Is.EqualTo(jumped));
        Assert.That(crawled, Is.EqualTo(jumped));
    }
}
