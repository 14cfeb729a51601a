using System.Globalization;
using Marketplace.Tests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class WatchAuctionTests : AuctionFixture
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100), Heartbeat = TimeSpan.FromSeconds(15);

    private Task<EventReader> WatchAsync(Deal deal, params (string, string)[] headers) => EventReader.OpenAsync(Market.Stranger, $"{deal.Path}/stream", headers);

    private static long Wan(StreamEvent e, string member) => e.Json.GetProperty(member).GetProperty("amount").GetInt64() / Deal.Wan;

    [Test]
    public async Task The_first_event_is_the_picture_of_now_to_anybody_without_a_token()
    {
        var deal = await Deal.OpenAsync(Market);
        var receipt = (await deal.BidAsync(1, 350)).Is(201);
        await using var watcher = await WatchAsync(deal);
        Assert.That((watcher.ContentType, watcher.NotStored), Is.EqualTo(("text/event-stream", true)));
        var first = await watcher.NextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Name, Is.EqualTo("auction"));
            Assert.That(long.Parse(first.Id!, CultureInfo.InvariantCulture), Is.EqualTo(first.Json.GetProperty("position").GetInt64()).And.GreaterThanOrEqualTo(receipt.Position));
            Assert.That(first.Text("phase"), Is.EqualTo("open"));
            Assert.That(first.Text("leadingLabel"), Is.EqualTo("1"));
            Assert.That((Wan(first, "leadingAmount"), Wan(first, "minimumNext")), Is.EqualTo((350, 360)));
            Assert.That(first.Json.GetProperty("bids").GetInt64(), Is.EqualTo(1));
            Assert.That(first.Json.GetProperty("closesAt").GetDateTimeOffset(), Is.EqualTo(deal.ClosesAt));
        }
    }

    [Test]
    public async Task Of_30_bids_within_a_tenth_of_a_second_one_picture_comes_when_it_is_over()
    {
        var deal = await Deal.OpenAsync(Market);
        await using var watcher = await WatchAsync(deal);
        await watcher.NextAsync();
        for (var i = 0; i < 30; i++) (await deal.BidAsync(i % 2 + 1, 300 + 10 * i)).Is(201);
        await Market.Clock.AwaitedAsync(Tenth);
        Market.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.That(watcher.HasMore, Is.False);
        Market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var picture = await watcher.NextAsync();
        Assert.That((picture.Json.GetProperty("bids").GetInt64(), Wan(picture, "leadingAmount")), Is.EqualTo((30, 590)));

        (await deal.BidAsync(1, 600)).Is(201);
        await Market.Clock.AwaitedAsync(Tenth);
        Assert.That(watcher.HasMore, Is.False);
        Market.Clock.Advance(Tenth);
        Assert.That((await watcher.NextAsync()).Json.GetProperty("bids").GetInt64(), Is.EqualTo(31));
    }

    [Test]
    public async Task A_second_after_the_last_picture_a_bid_shows_at_once()
    {
        var deal = await Deal.OpenAsync(Market);
        await using var watcher = await WatchAsync(deal);
        await watcher.NextAsync();
        Market.Clock.Advance(TimeSpan.FromSeconds(1));
        (await deal.BidAsync(1, 300)).Is(201);
        Assert.That(Wan(await watcher.NextAsync(), "leadingAmount"), Is.EqualTo(300));
    }

    [Test]
    public async Task Two_watchers_see_the_same_pictures()
    {
        var deal = await Deal.OpenAsync(Market);
        await using var one = await WatchAsync(deal);
        await one.NextAsync();
        await using var two = await WatchAsync(deal);
        await two.NextAsync();
        Market.Clock.Advance(TimeSpan.FromSeconds(1));
        (await deal.BidAsync(1, 300)).Is(201);
        Assert.That(await two.NextAsync(), Is.EqualTo(await one.NextAsync()));
    }

    [Test]
    public async Task Who_comes_back_with_the_last_id_begins_with_the_picture_of_now()
    {
        var deal = await Deal.OpenAsync(Market);
        string last;
        await using (var watcher = await WatchAsync(deal)) last = (await watcher.NextAsync()).Id!;
        (await deal.BidAsync(1, 300)).Is(201);
        (await deal.BidAsync(2, 310)).Is(201);
        await using var again = await WatchAsync(deal, ("Last-Event-ID", last));
        var first = await again.NextAsync();
        Assert.That(first.Json.GetProperty("bids").GetInt64(), Is.EqualTo(2));
        Assert.That(long.Parse(first.Id!, CultureInfo.InvariantCulture), Is.GreaterThan(long.Parse(last, CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task After_15_quiet_seconds_a_comment_says_that_the_line_is_open_and_a_refused_bid_is_quiet()
    {
        var deal = await Deal.OpenAsync(Market);
        await using var watcher = await WatchAsync(deal);
        await watcher.NextAsync();
        (await deal.BidAsync(1, 299)).Refused(422, "bid.too_low");
        var next = await watcher.NextAsync(Market.Clock, Heartbeat);
        Assert.That((next.Comment, next.Data), Is.EqualTo(("still here", (string?)null)));
    }

    [Test]
    public async Task Opening_extension_and_end_show()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        await using var watcher = await WatchAsync(deal);
        Assert.That((await watcher.NextAsync()).Text("phase"), Is.EqualTo("announced"));
        Market.Clock.Advance(Tenth);
        await Market.AdvanceToAsync(deal.OpensAt);
        Assert.That((await watcher.NextAsync(Market.Clock, Tenth)).Text("phase"), Is.EqualTo("open"));

        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-1));
        (await deal.BidAsync(1, 300)).Is(201);
        var end = (await deal.ReadAsync()).Time("closesAt");
        Assert.That(end, Is.GreaterThan(deal.ClosesAt));
        Assert.That((await watcher.NextAsync(Market.Clock, Tenth)).Json.GetProperty("closesAt").GetDateTimeOffset(), Is.EqualTo(end));
        await Market.AdvanceToAsync(end);
        Assert.That((await watcher.NextAsync(Market.Clock, Tenth)).Text("phase"), Is.EqualTo("sold"));
    }

    [Test]
    public async Task Nothing_secret_is_in_a_picture()
    {
        var deal = await Deal.OpenAsync(Market, reserveWan: 437);
        (await deal.BidAsync(1, 350)).Is(201);
        await using var watcher = await WatchAsync(deal);
        var first = await watcher.NextAsync();
        Assert.That(first.Json.EnumerateObject().Select(member => member.Name),
            Is.EquivalentTo(new[] { "phase", "closesAt", "leadingLabel", "leadingAmount", "minimumNext", "bids", "position" }));
        Assert.That(first.Data, Does.Not.Contain(deal.Bidders[0].Organization).And.Not.Contain("437000000"));
    }

    [Test]
    public async Task An_auction_that_is_not_there_is_a_problem_and_HEAD_does_not_wait()
    {
        (await Market.Stranger.Get($"/v1/auctions/{NoAuction}/stream")).Refused(404, "auction.not_found");
        var deal = await Deal.AnnouncedAsync(Market);
        var head = await Market.Stranger.Send(HttpMethod.Head, $"{deal.Path}/stream", null, null);
        Assert.That((head.Status, head.ContentType, head.Body), Is.EqualTo((200, "text/event-stream", "")));
    }

    [Test]
    public async Task A_stranger_who_reads_slowly_misses_pictures_in_between_and_never_the_last()
    {
        var deal = await Deal.OpenAsync(Market);
        await using var watcher = await WatchAsync(deal);
        await watcher.NextAsync();
        for (var i = 0; i < 5; i++)
        {
            (await deal.BidAsync(1, 300 + 10 * i)).Is(201);
            Market.Clock.Advance(Tenth);
        }
        StreamEvent picture;
        do picture = await watcher.NextAsync(Market.Clock, Tenth);
        while (picture.Json.GetProperty("bids").GetInt64() < 5);
        Assert.That(Wan(picture, "leadingAmount"), Is.EqualTo(340));
    }

    [Test]
    public async Task A_process_that_ends_closes_its_streams_with_a_hint_to_come_again()
    {
        await using var market = TestMarket.Open();
        var deal = await Deal.OpenAsync(market);
        await using var watcher = await EventReader.OpenAsync(market.Stranger, $"{deal.Path}/stream");
        await watcher.NextAsync();

        market.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var last = await watcher.NextAsync();
        Assert.That((last.Comment, last.Retry), Is.EqualTo(("this process is ending", "500")));
    }
}
