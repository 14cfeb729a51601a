using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class PlaceBidTests : AuctionFixture
{
    [Test]
    public async Task The_receipt_says_what_became_of_the_bid_and_where_it_stands()
    {
        var deal = await Deal.OpenAsync(Market);
        var receipt = (await deal.BidAsync(2, 310)).Is(201);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(receipt.Text("label"), Is.EqualTo("2"));
            Assert.That(receipt["amount.amount"].GetInt64(), Is.EqualTo(310 * Deal.Wan));
            Assert.That(receipt["sequence"].GetInt64(), Is.EqualTo(1));
            Assert.That(receipt.Time("decidedAt"), Is.EqualTo(deal.OpensAt));
            Assert.That(receipt.Time("arrivedAt"), Is.EqualTo(deal.OpensAt));
            Assert.That(receipt.Time("closesAt"), Is.EqualTo(deal.ClosesAt));
            Assert.That(receipt["extended"].GetBoolean(), Is.False);
            Assert.That(receipt["position"].GetInt64(), Is.EqualTo(receipt.Position));
        }
    }

    [Test]
    public async Task A_millisecond_before_the_opening_no_bid_counts_at_the_opening_one_does()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        await Market.AdvanceToAsync(deal.OpensAt.AddMilliseconds(-1));
        (await deal.BidAsync(1, 300)).Refused(409, "auction.not_yet_open");
        await Market.AdvanceToAsync(deal.OpensAt);
        (await deal.BidAsync(1, 300)).Is(201);
    }

    [Test]
    public async Task Four_minutes_59_before_the_end_a_bid_moves_it_to_five_minutes_after_the_bid()
    {
        var deal = await Deal.OpenAsync(Market);
        var at = deal.ClosesAt - new TimeSpan(0, 4, 59);
        await Market.AdvanceToAsync(at);
        var receipt = (await deal.BidAsync(1, 300)).Is(201);
        Assert.That((receipt.Time("closesAt"), receipt["extended"].GetBoolean()), Is.EqualTo((at.AddMinutes(5), true)));
        Assert.That((await deal.ReadAsync()).Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddSeconds(1)));

        await Market.AdvanceToAsync(deal.ClosesAt);
        (await deal.BidAsync(2, 310)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(5));
        Assert.That((await Market.Stranger.Get($"{deal.Path}/result")).Is(200).Time("endedAt"), Is.EqualTo(deal.ClosesAt.AddMinutes(5)));
    }

    [TestCase(301)]
    [TestCase(300)]
    public async Task Five_minutes_before_the_end_or_more_a_bid_moves_nothing(int secondsBefore)
    {
        var deal = await Deal.OpenAsync(Market);
        await Market.AdvanceToAsync(deal.ClosesAt.AddSeconds(-secondsBefore));
        var receipt = (await deal.BidAsync(1, 300)).Is(201);
        Assert.That((receipt.Time("closesAt"), receipt["extended"].GetBoolean()), Is.EqualTo((deal.ClosesAt, false)));
    }

    [Test]
    public async Task In_the_last_millisecond_a_bid_counts()
    {
        var deal = await Deal.OpenAsync(Market);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMilliseconds(-1));
        var receipt = (await deal.BidAsync(1, 300)).Is(201);
        Assert.That(receipt.Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddMilliseconds(-1).AddMinutes(5)));
    }

    [Test]
    public async Task At_the_end_it_does_not_and_the_end_stays()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        var late = (await deal.BidAsync(2, 310)).Refused(409, "auction.ended");
        Assert.That(late.Text("detail"), Does.Contain(Deal.At(deal.ClosesAt)));
        Assert.That((await Market.Stranger.Get($"{deal.Path}/result")).Is(200).Text("winner"), Is.EqualTo("1"));
    }

    [Test]
    public async Task The_latest_end_bounds_what_late_bids_can_move()
    {
        var deal = await Deal.AnnouncedAsync(Market, change: body => body["latestEndAt"] = Deal.At(DateTimeOffset.Parse((string)body["closesAt"]!, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(2)));
        await deal.QualifiedAsync();
        await Market.AdvanceToAsync(deal.ClosesAt.AddSeconds(-1));
        Assert.That((await deal.BidAsync(1, 300)).Is(201).Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddMinutes(2)));
    }

    [Test]
    public async Task A_bid_one_fen_below_the_step_is_too_low_one_fen_above_is_off_the_ladder()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        var low = (await deal.BidAsync(2, 310 - 0.000001m)).Refused(422, "bid.too_low");
        Assert.That((low.Text("detail"), low.Pointers), Is.EqualTo(("出价过低。当前最低有效出价为3100000.00元。", new[] { "/amount" })).Using<(string, IReadOnlyList<string>)>((a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2)));
        var off = (await deal.BidAsync(2, 310 + 0.000001m)).Refused(422, "bid.off_ladder");
        Assert.That(off.Pointers, Is.EqualTo(new[] { "/amount" }));
        (await deal.BidAsync(2, 310)).Is(201);
        (await deal.BidAsync(2, 310)).Refused(422, "bid.too_low");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(-1_000_000_000_000_000)]
    public async Task A_bid_is_above_zero(long fen)
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.Bidders[0].Post($"{deal.Path}/bids", new { amount = new { amount = fen, currency = "CNY" } })).Refused(422, "bid.out_of_range");
    }

    [Test]
    public async Task Who_may_not_bid_is_told_why()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (registered, _) = await deal.RegisteredAsync();
        var (rejected, second) = await deal.RegisteredAsync();
        (await deal.RejectAsync(second, "营业执照已过期")).Is(200);
        var (unpaid, third) = await deal.RegisteredAsync();
        (await deal.QualifyAsync(third)).Is(200);
        var suspended = await deal.QualifiedAsync();
        await Market.AppendAsync(suspended.Organization, new OrganizationSuspended("提供虚假材料", Until: null));
        await Market.AdvanceToAsync(deal.OpensAt);

        (await deal.BidAsync(registered, 300)).Refused(403, "bidder.not_qualified");
        (await deal.BidAsync(rejected, 300)).Refused(403, "bidder.rejected");
        (await deal.BidAsync(unpaid, 300)).Refused(403, "deposit.missing");
        (await deal.BidAsync(suspended, 300)).Refused(403, "bidder.suspended");
        (await deal.BidAsync(await deal.EnterpriseAsync(), 300)).Refused(403, "bidder.not_registered");
        (await deal.BidAsync(deal.University, 300)).Refused(403, "bidder.not_registered");
        (await deal.BidAsync(deal.Operator, 300)).Refused(403, "role.missing");
        (await deal.BidAsync(Market.Stranger, 300)).Refused(401, "token.missing");
    }

    [Test]
    public async Task Nothing_is_bid_on_what_is_not_there_or_was_withdrawn()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var bidder = await deal.QualifiedAsync();
        (await deal.Operator.Post($"{deal.Path}/withdrawal", new { reason = "专利权属发生争议" })).Is(200);
        (await deal.BidAsync(bidder, 300)).Refused(409, "auction.withdrawn");
        (await bidder.Post($"/v1/auctions/{NoAuction}/bids", new { amount = Deal.InWan(300) })).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task The_same_key_gets_the_same_receipt_and_there_is_one_bid()
    {
        var deal = await Deal.OpenAsync(Market);
        var first = (await deal.BidAsync(1, 300, "bid-300")).Is(201);
        (await deal.BidAsync(2, 310)).Is(201);
        var again = (await deal.BidAsync(1, 300, "bid-300")).Is(201);
        Assert.That((Said(again), again.Header("Location"), again.Position, again.Replayed), Is.EqualTo((Said(first), first.Header("Location"), first.Position, true)));
        Assert.That(again["proof.event"].GetRawText(), Is.EqualTo(first["proof.event"].GetRawText()), "under a later checkpoint perhaps, but the same leaf");
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.EqualTo(2));
        (await deal.BidAsync(1, 320, "bid-300")).Refused(422, "idempotency.key_reused");
        (await deal.BidAsync(2, 320, "bid-300")).Is(201);
    }

    private static string Said(Reply receipt) => receipt.Body[..receipt.Body.IndexOf("\"proof\"", StringComparison.Ordinal)];

    [Test]
    public async Task A_refused_bid_is_refused_again_in_the_same_words_even_when_it_would_count_now()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        await deal.QualifiedAsync();
        var early = (await deal.BidAsync(1, 300, "too-early")).Refused(409, "auction.not_yet_open");
        await Market.AdvanceToAsync(deal.OpensAt);
        var again = (await deal.BidAsync(1, 300, "too-early")).Refused(409, "auction.not_yet_open");
        Assert.That((again.Text("detail"), again.Position, again.Replayed), Is.EqualTo((early.Text("detail"), early.Position, true)));
        Assert.That(early.Replayed, Is.False);
        (await deal.BidAsync(1, 310, "too-early")).Refused(422, "idempotency.key_reused");
        (await deal.BidAsync(1, 300)).Is(201);
    }

    [Test]
    public async Task A_replay_is_authorised_again()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.BidAsync(1, 300, "bid-300")).Is(201);
        await Market.AppendAsync(deal.Bidders[0].Subject, new RoleRevoked(Role.Bidder));
        (await deal.BidAsync(1, 300, "bid-300")).Refused(403, "role.missing");
    }

    [Test]
    public async Task A_bid_needs_a_key()
    {
        var deal = await Deal.OpenAsync(Market, bidders: 1);
        (await deal.Bidders[0].Send(HttpMethod.Post, $"{deal.Path}/bids", new { amount = Deal.InWan(300) }, key: null)).Refused(400, "idempotency.key_required");
        Assert.That((await deal.ReadAsync())["bids"].GetInt64(), Is.Zero);
    }

    [Test]
    public async Task Of_50_bids_at_the_same_time_each_counts_or_is_refused_and_the_record_adds_up()
    {
        var deal = await Deal.OpenAsync(Market);
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => deal.BidAsync(i % 2 + 1, 300 + i / 2 * 10)));
        var counted = replies.Where(reply => reply.Status == 201).OrderBy(reply => reply.Position).ToList();
        Assert.That(replies.Where(reply => reply.Status != 201).Select(reply => reply.Code), Is.All.EqualTo("bid.too_low"));
        Assert.That(counted.Select(reply => reply["sequence"].GetInt64()), Is.EqualTo(Enumerable.Range(1, counted.Count)));
        Assert.That(counted.Select(reply => reply["amount.amount"].GetInt64()), Is.Ordered.And.Unique);
        var read = await deal.ReadAsync();
        Assert.That((read["bids"].GetInt64(), read["leading.amount.amount"].GetInt64()), Is.EqualTo(((long)counted.Count, 540 * Deal.Wan)));
    }
}
