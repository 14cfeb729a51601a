using System.Text;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>One sale with all that is recorded of it, through bytes and back.</summary>
public class ReplayTests
{
    private static readonly Actor Glass = Lot.Of("浙江玻璃股份有限公司"), Kiln = Lot.Of("湖州窑炉工程有限公司"), Film = Lot.Of("桐乡环保设备有限公司");
    private static readonly List<Event> OfAuction = [], OfBidders = [], OfRefusals = [];
    private static Auction auction = Auction.Initial;
    private static AuctionBidders bidders = AuctionBidders.Initial;

    [OneTimeSetUp]
    public void Sell()
    {
        Auctioned(Auction.Announce(Lot.Id, Lot.Terms.InTheHall() with
        {
            Reserve = Lot.SealedReserve(Money.WanYuan(377)), LatestEndAt = Lot.At(16, 12),
        }, Lot.Rules, Lot.AnnouncedAt));
        foreach (var (actor, label) in new[] { (Glass, "1"), (Kiln, "2"), (Film, "3") })
        {
            Registered(bidders.Register(auction, Lot.InGoodStanding, actor, Lot.At(5, 10)));
            Registered(bidders.ConfirmDeposit(auction, label, Lot.Deposit, $"20260905-000{label}", Lot.Market, Lot.At(6, 10)));
            Registered(label == "3" ? bidders.Reject(auction, label, ["营业执照已过期"], Lot.Market, Lot.At(7, 10)) : bidders.Qualify(auction, label, Lot.Market, Lot.At(7, 10)));
        }
        Bid(Glass, 310, Lot.At(15, 10));
        Bid(Film, 320, Lot.At(15, 11));
        Bid(Kiln, 315, Lot.At(15, 12));
        Bid(Kiln, 380, Lot.At(16, 8, 59));
        Auctioned(auction.Turn(auction.ClosesAt, Lot.ReservePlaintext(Money.WanYuan(377))));
        Registered(bidders.SettleDeposits(auction, auction.EndedAt!.Value));
        Auctioned(auction.Confirm(Lot.Market, Lot.At(16, 10)));
        Registered(bidders.SettleDeposits(auction, Lot.At(16, 10)));

        void Auctioned(Decision decision) => auction = Keep(OfAuction, auction, decision);
        void Registered(Decision decision) => bidders = Keep(OfBidders, bidders, decision);
        void Bid(Actor actor, long wan, Instant at)
        {
            var placed = Bidding.Place(auction, bidders, Lot.InGoodStanding, new BidRequest($"bid_{wan}", actor.Organization, Money.WanYuan(wan), at), at);
            if (placed.Record is { } record) OfRefusals.Add(record);
            else Auctioned(placed.Auction);
        }
    }

    private static TState Keep<TState>(List<Event> kept, TState state, Decision decision) where TState : class, IState<TState>
    {
        kept.AddRange(decision.Events);
        return state.After(decision);
    }

    [Test]
    public void The_sale_took_every_step() => Assert.That(
        OfAuction.Concat(OfBidders).Concat(OfRefusals).Select(e => EventCatalogue.Encode(e).Name).Distinct().Order(), Is.EqualTo(new[]
        {
            "auction_announced", "auction_closed", "auction_opened", "bid_placed", "bid_refused", "bidder_qualified", "bidder_registered",
            "bidder_rejected", "deposit_applied", "deposit_confirmed", "deposit_released", "sale_confirmed",
        }));

    [Test]
    public void Replayed_from_bytes_everything_is_as_it_was()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Folding.Picture(Folding.Replay<Auction>(OfAuction)), Is.EqualTo(Folding.Picture(auction)));
            Assert.That(Folding.Picture(Folding.Replay<AuctionBidders>(OfBidders)), Is.EqualTo(Folding.Picture(bidders)));
            Assert.That(Folding.Replay<AuctionBidders>(OfBidders).OfOrganization(Kiln.Organization)?.Label, Is.EqualTo("2"));
            Assert.That(Folding.Replay<RefusedBids>(OfRefusals).Count, Is.EqualTo(2));
        }
    }

    [Test]
    public void The_record_that_will_be_published_names_no_bidder_and_shows_no_reserve_before_the_end()
    {
        var record = OfAuction.Concat(OfRefusals).Select(e => (e, Text: Encoding.UTF8.GetString(EventCatalogue.Encode(e).Data))).ToList();
        foreach (var actor in new[] { Glass, Kiln, Film })
            Assert.That(record.Select(line => line.Text), Has.None.Contain(actor.Organization).And.None.Contain(actor.Subject));
        Assert.That(record.Where(line => line.e is not AuctionClosed).Select(line => line.Text),
            Has.None.Contain("377").And.None.Contain(Convert.ToBase64String(Lot.ReservePlaintext(Money.WanYuan(377)))));
    }

    [Test]
    public void A_withdrawal_and_a_published_rule_set_come_back_from_bytes()
    {
        var announced = Lot.Announced();
        Event[] events = [announced.Announced!, announced.Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)).Events.Single()];
        Assert.That(Folding.Replay<Auction>(events).Phase, Is.EqualTo(AuctionPhase.Withdrawn));

        var draft = Lot.Rules with { Version = "cn-2026-02", EffectiveFrom = new DateOnly(2026, 12, 1) };
        var published = RuleBook.Initial.Publish(draft, Lot.AnnouncedAt).Events.Single();
        Assert.That(Folding.Replay<RuleBook>([published]).Find("cn-2026-02"), Is.EqualTo(draft));
    }
}
