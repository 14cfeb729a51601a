using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class BiddingTests
{
    private static readonly Instant Noon = Lot.At(15, 12);
    private static readonly Actor Glass = Lot.Of("浙江玻璃股份有限公司");
    private static readonly Auction Open = Lot.Opened();

    /// <summary>One bidder, with what it has done by now.</summary>
    private static AuctionBidders One(bool qualified = true, bool paid = true)
    {
        var bidders = AuctionBidders.Initial.After(AuctionBidders.Initial.Register(Open, Lot.InGoodStanding, Glass, Lot.At(5, 10)));
        if (qualified) bidders = bidders.After(bidders.Qualify(Open, "1", Lot.Market, Lot.At(6, 10)));
        if (paid) bidders = bidders.After(bidders.ConfirmDeposit(Open, "1", Lot.Deposit, "20260906-0001", Lot.Market, Lot.At(6, 10)));
        return bidders;
    }

    private static BidDecision Place(Auction auction, AuctionBidders bidders, Money amount, Instant at, bool suspended = false) =>
        Bidding.Place(auction, bidders, suspended ? Lot.Suspended : Lot.InGoodStanding,
            new BidRequest("bid_x", Glass.Organization, amount, Lot.Before(Noon, 3)), at);

    [Test]
    public void A_bid_that_counts_goes_to_the_auction_under_its_label()
    {
        var placed = Place(Open, One(), Lot.Start, Noon);
        Assert.That(placed.Label, Is.EqualTo("1"));
        Assert.That(placed.Record, Is.Null);
        Assert.That(placed.Auction.Events, Is.EqualTo(new Event[]
        {
            new BidPlaced("bid_x", "1", Lot.Start, Lot.Before(Noon, 3), Noon, 1, Lot.ClosesAt, false),
        }));
    }

    [Test]
    public void A_bid_without_a_label_is_refused_and_leaves_no_trace()
    {
        var placed = Place(Open, AuctionBidders.Initial, Lot.Start, Noon);
        Assert.That(placed.Auction.Refusal?.Code, Is.EqualTo("bidder.not_registered"));
        Assert.That((placed.Label, placed.Record), Is.EqualTo(((string?)null, (BidRefused?)null)));
    }

    [Test]
    public void A_bid_on_nothing_leaves_no_trace()
    {
        var placed = Place(Auction.Initial, One(), Lot.Start, Noon);
        Assert.That(placed.Auction.Refusal?.Code, Is.EqualTo("auction.not_found"));
        Assert.That(placed.Record, Is.Null);
    }

    [Test]
    public void A_refused_bid_is_recorded_with_its_code_its_arguments_and_both_times()
    {
        var placed = Place(Open, One(), Money.WanYuan(299), Noon);
        Assert.That(placed.Auction.Events, Is.Empty);
        var record = placed.Record!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((record.Bid, record.Label, record.Amount, record.Code), Is.EqualTo(("bid_x", "1", Money.WanYuan(299), "bid.too_low")));
            Assert.That(record.Arguments, Is.EqualTo(new[] { new RefusalArgument("minimum", "3000000.00") }));
            Assert.That((record.ArrivedAt, record.DecidedAt), Is.EqualTo((Lot.Before(Noon, 3), Noon)));
        }
    }

    [Test]
    public void Refused_bids_are_counted_in_their_own_stream()
    {
        var record = Place(Open, One(), Money.WanYuan(299), Noon).Record!;
        Assert.That(RefusedBids.StreamOf("auc_1"), Is.EqualTo("auc_1-refusals"));
        Assert.That(AuctionBidders.StreamOf("auc_1"), Is.EqualTo("auc_1-bidders"));
        Assert.That(RefusedBids.Initial.Apply(record).Apply(record).Count, Is.EqualTo(2));
        Assert.That(() => RefusedBids.Initial.Apply(new AuctionOpened(Noon)), Throws.InvalidOperationException);
    }

    private static IEnumerable<TestCaseData> Barred()
    {
        TestCaseData Case(string code, AuctionBidders bidders, bool suspended = false) =>
            new(code, bidders, suspended) { TestName = $"Recorded_as_{code.Replace('.', '_')}" };
        yield return Case("bidder.suspended", One(), suspended: true);
        yield return Case("bidder.not_qualified", One(qualified: false));
        yield return Case("deposit.missing", One(paid: false));
        var pending = One(qualified: false);
        yield return Case("bidder.rejected", pending.After(pending.Reject(Open, "1", ["材料不全"], Lot.Market, Lot.At(7, 9))));
    }

    [TestCaseSource(nameof(Barred))]
    public void A_bidder_who_may_not_bid_is_refused_and_recorded(string code, object bidders, bool suspended)
    {
        var placed = Place(Open, (AuctionBidders)bidders, Lot.Start, Noon, suspended);
        Assert.That(placed.Auction.Refusal?.Code, Is.EqualTo(code));
        Assert.That(placed.Record?.Code, Is.EqualTo(code));
    }

    [Test]
    public void After_the_end_the_time_is_the_reason_whoever_bids_whatever()
    {
        var placed = Place(Open, One(paid: false), Money.Zero, Lot.ClosesAt, suspended: true);
        Assert.That(placed.Record?.Code, Is.EqualTo("auction.ended"));
    }
}
