using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.ReadModel.Bids;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.AuctionStory;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Bids;

public sealed class BidListTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(Kiln, Announced(Kiln));
        await market.HappenAsync(KilnBidders, Bidder("1", Glassworks), Bidder("2", Stranger));
        await market.HappenAsync(Kiln, new AuctionOpened(Opens), Bid(1, "1", 310));
        await market.HappenAsync(KilnRefusals, Refused(1, "2", 315));
        await market.HappenAsync(Kiln, Bid(2, "2", 350), Bid(3, "1", 480, Closes + TimeSpan.FromMinutes(4)));
        await market.HappenAsync(KilnRefusals, Refused(2, "1", 480, "bid.too_low"));
        await market.HappenAsync(Id(Ids.Auction, 2), Announced(Id(Ids.Auction, 2)), Bid(1, "1", 300, id: Id(Ids.Bid, 99)));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private long[] Amounts(BidList list) => [.. market.All(list).Select(r => r.Amount!.Value / 1_0000_00)];

    [Test]
    public void Bids_stand_by_position_with_label_amount_and_what_became_of_them()
    {
        var rows = market.All(new BidList { Viewer = AsOperator, Auction = Kiln });
        Assert.That(rows.Select(r => (r.Position, r.Label, r.Amount, r.Accepted, r.Code)), Is.EqualTo(new[]
        {
            (9L, "1", (long?)480_0000_00L, false, "bid.too_low"), (8L, "1", 480_0000_00L, true, null), (7L, "2", 350_0000_00L, true, null),
            (6L, "2", 315_0000_00L, false, "bid.too_low"), (5L, "1", 310_0000_00L, true, null),
        }));
        Assert.That(rows[1], Is.EqualTo(new BidRow
        {
            Bid = Id(Ids.Bid, 3), Label = "1", Form = "open", Amount = 480_0000_00, Accepted = true, Sequence = 3, ArrivedAt = Opens.UnixMilliseconds, DecidedAt = Opens.UnixMilliseconds,
            ClosesAt = (Closes + TimeSpan.FromMinutes(4)).UnixMilliseconds, Extended = true, Position = 8,
        }));
    }

    [Test]
    public async Task A_sealed_bid_has_no_amount_until_it_is_revealed_and_one_that_never_is_has_lapsed()
    {
        var id = Id(Ids.Auction, 7);
        BidSealed Seal(int n) => new(Id(Ids.Bid, 70 + n), $"{n}", new byte[32], Opens, Opens, n, Closes);
        await market.HappenAsync(id, Announced(id, format: new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600))), new AuctionOpened(Opens), Seal(1), Seal(2),
            new BidRevealed(Id(Ids.Bid, 81), Id(Ids.Bid, 71), "1", Money.WanYuan(330), new byte[32], true, Closes, Closes, Closes), new SealedBidLapsed(Id(Ids.Bid, 72), "2", Closes));
        Assert.That(market.All(new BidList { Viewer = AsOperator, Auction = id, OldestFirst = true }).Select(r => (r.Label, r.Form, r.Amount, r.Accepted, r.Code)), Is.EqualTo(new[]
        {
            ("1", "sealed", (long?)330_0000_00L, true, (string?)null), ("2", "sealed", null, false, "bid.not_revealed"), ("1", "reveal", 330_0000_00L, true, null),
        }));
    }

    [Test]
    public void Those_that_counted_are_public_and_a_refused_one_is_seen_by_its_bidder_and_by_those_who_watch_over_the_auction()
    {
        foreach (var viewer in Everybody)
            Assert.That(Amounts(new BidList { Viewer = viewer, Auction = Kiln }), Is.EqualTo(
                viewer == AsOperator || viewer == AsSupervisor ? new long[] { 480, 480, 350, 315, 310 }
                : viewer == AsGlassworks ? [480, 480, 350, 310]
                : viewer == AsStranger ? [480, 350, 315, 310]
                : [480, 350, 310]), viewer.ToString());
        Assert.That(Amounts(new BidList { Viewer = new Viewer(Id(Ids.Organization, 50), OrganizationKind.MarketOperator), Auction = Kiln }), Has.Length.EqualTo(3), "another market's operator");
    }

    [Test]
    public async Task Once_the_bidding_is_over_everybody_sees_all_of_it_but_not_of_a_lot_that_was_withdrawn()
    {
        await market.HappenAsync(Kiln, new AuctionClosed(Closes, AuctionOutcome.Sold, null, "1", Id(Ids.Bid, 3), Money.WanYuan(480), null));
        var lot = Id(Ids.Auction, 2);
        await market.HappenAsync(RefusedBids.StreamOf(lot), Refused(3, "2", 700, "bid.off_ladder"));
        await market.HappenAsync(lot, new AuctionWithdrawn("专利权属发生争议", Opens));
        foreach (var viewer in Everybody)
            Assert.That(Amounts(new BidList { Viewer = viewer, Auction = Kiln }), Is.EqualTo(new long[] { 480, 480, 350, 315, 310 }), viewer.ToString());
        Assert.That(Amounts(new BidList { Viewer = Viewer.Anyone, Auction = lot }), Is.EqualTo(new long[] { 300 }));
    }

    [Test]
    public void Filters_find_labels_and_outcomes_and_the_order_can_be_that_of_the_bidding()
    {
        Assert.That(Amounts(new BidList { Viewer = AsOperator, Auction = Kiln, Accepted = false, OldestFirst = true }), Is.EqualTo(new long[] { 315, 480 }));
        Assert.That(Amounts(new BidList { Viewer = AsOperator, Auction = Kiln, Labels = ["2"] }), Is.EqualTo(new long[] { 350, 315 }));
        Assert.That(Amounts(new BidList { Viewer = Viewer.Anyone, Auction = Kiln, OldestFirst = true, Limit = 1 }), Is.EqualTo(new long[] { 310, 350, 480 }));
        Assert.That(Amounts(new BidList { Viewer = AsSupervisor, Auction = Id(Ids.Auction, 77) }), Is.Empty);
    }

    [Test]
    public void A_bid_is_found_by_its_id_within_its_auction_only()
    {
        Assert.That(market.Views.Ask(new FindBid { Auction = Kiln, Bid = Id(Ids.Bid, 2) })?.Position, Is.EqualTo(7));
        Assert.That(market.Views.Ask(new FindBid { Auction = Id(Ids.Auction, 2), Bid = Id(Ids.Bid, 2) }), Is.Null);
    }

    [Test]
    public async Task What_the_bids_and_the_auction_hold_names_no_bidder()
    {
        var dump = await market.Views.DumpAsync();
        var tables = dump.Split('[').Where(t => t.StartsWith("auctions]", StringComparison.Ordinal) || t.StartsWith("bids]", StringComparison.Ordinal));
        Assert.That(tables, Has.Exactly(2).Items.And.None.Contains(Glassworks));
    }
}
