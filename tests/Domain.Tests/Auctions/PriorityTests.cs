using FsCheck;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class PriorityTests
{
    private static readonly Instant Noon = Lot.At(15, 12);

    private static Decision Claim(Auction auction, string label, int rank, int wan, Instant? at = null) =>
        auction.Bid(new BidRequest(Ids.Derive(Ids.Bid, at ?? Noon, $"{label} claims {wan}"), "", Money.WanYuan(wan), Noon, BidForm.Priority, Rank: rank), label, at ?? Noon);

    private static Auction At300 => Lot.Opened().WithBid("1", Lot.Start, Noon);

    [Test]
    public void A_priority_leads_at_the_same_price_until_somebody_goes_higher()
    {
        var claimed = At300.After(Claim(At300, "2", 3, 300));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((claimed.Leading!.Value.Label, claimed.Leading.Value.Amount, claimed.Bids), Is.EqualTo(("2", Lot.Start, 2L)));
            Assert.That(claimed.MinimumNext, Is.EqualTo(Money.WanYuan(310)));
            Assert.That(claimed.WithBid("1", Money.WanYuan(310), Noon).Leading!.Value.Label, Is.EqualTo("1"));
            Assert.That(claimed.Closed().Result!.Winner, Is.EqualTo("2"));
        }
    }

    [Test]
    public void The_higher_rank_goes_before_the_lower_and_of_the_same_rank_the_earlier()
    {
        var third = At300.After(Claim(At300, "3", 3, 300));
        var first = third.After(Claim(third, "4", 1, 300));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Leading!.Value.Label, Is.EqualTo("4"));
            Assert.That(Claim(third, "5", 3, 300).Code(), Is.EqualTo("priority.outranked"));
            Assert.That(Claim(first, "5", 1, 300).Code(), Is.EqualTo("priority.outranked"));
            Assert.That(Claim(first, "3", 2, 300).Code(), Is.EqualTo("priority.outranked"));
            var higher = first.WithBid("1", Money.WanYuan(310), Noon);
            Assert.That(higher.After(Claim(higher, "3", 3, 310)).Leading!.Value.Label, Is.EqualTo("3"), "a new price is matched anew");
        }
    }

    [Test]
    public void What_is_matched_is_the_leading_price_of_another()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Claim(Lot.Opened(), "2", 1, 300).Code(), Is.EqualTo("priority.nothing_to_match"));
            Assert.That(Claim(At300, "2", 1, 310).Code(), Is.EqualTo("priority.price_differs"));
            Assert.That(Claim(At300, "1", 1, 300).Code(), Is.EqualTo("priority.leads"));
            Assert.That(Claim(At300, "2", 1, 300, Lot.ClosesAt).Code(), Is.EqualTo("auction.ended"));
            var late = At300.After(Claim(At300, "2", 1, 300, Lot.At(16, 8, 58)));
            Assert.That(late.ClosesAt, Is.EqualTo(Lot.At(16, 9, 3)), "it moves the end as a bid does");
        }
    }

    /// <summary>At one price the leader is, in plain words, the best rank, and of that the first who said so.</summary>
    [Property]
    public bool Of_any_claims_at_one_price_the_best_rank_leads_and_of_that_the_earliest(byte[] ranks)
    {
        var (auction, best, leader) = (At300, int.MaxValue, "1");
        for (var i = 0; i < ranks.Length; i++)
        {
            var (rank, label) = (ranks[i] % 4 + 1, $"{i + 2}");
            if (rank < best) (best, leader) = (rank, label);
            var decision = Claim(auction, label, rank, 300);
            if (!decision.Refused) auction = auction.After(decision);
            if (auction.Leading!.Value.Label != leader) return false;
        }
        return auction.Leading!.Value.Amount == Lot.Start;
    }

    [Test]
    public void Only_a_bidder_with_a_priority_claims_one_and_only_the_agent_who_registered_it_acts_for_it()
    {
        var (announced, agent) = (Lot.Announced(), Lot.Of("浙江知联技术转移有限公司"));
        var (plain, holder) = (Lot.Of("浙江玻璃股份有限公司"), Lot.Of("浙江省环境科学研究院"));
        var bidders = AuctionBidders.Initial;
        bidders = bidders.After(bidders.Register(announced, Lot.InGoodStanding, plain, Lot.At(5, 10)));
        bidders = bidders.After(bidders.Register(announced, Lot.InGoodStanding, holder, Lot.At(5, 10), new BidderEntry(Agent: agent.Organization, Related: true, Priority: HolderKind.CoOwner, Rank: 1)));
        foreach (var label in new[] { "1", "2" })
        {
            bidders = bidders.After(bidders.Qualify(announced, label, Lot.Market, Lot.At(6, 10)));
            bidders = bidders.After(bidders.ConfirmDeposit(announced, label, Lot.Deposit, label, Lot.Market, Lot.At(6, 11)));
        }
        BidDecision Place(Actor bidder, string? by = null) => Bidding.Place(At300, bidders, Lot.InGoodStanding, new BidRequest("bid_x", bidder.Organization, Lot.Start, Noon, BidForm.Priority, Agent: by), Noon);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Place(plain).Record!.Code, Is.EqualTo("priority.none"));
            Assert.That(((BidPlaced)Place(holder, agent.Organization).Auction.Events.Single()).Priority, Is.EqualTo(1));
            Assert.That((Place(holder, Lot.House.Organization).Auction.Refusal!.Code, Place(holder, Lot.House.Organization).Record), Is.EqualTo(("bidder.not_its_agent", (BidRefused?)null)));
            Assert.That((bidders.All[1].Related, bidders.All[1].Agent), Is.EqualTo((true, agent.Organization)));
        }
    }

    [Test]
    public void Who_acts_for_the_seller_or_for_another_bidder_or_is_related_to_the_staff_does_not_register()
    {
        var (agent, other) = (Lot.Of("浙江知联技术转移有限公司"), Lot.Of("湖州窑炉工程有限公司"));
        var bidders = AuctionBidders.Initial.After(AuctionBidders.Initial.Register(Lot.Announced(), Lot.InGoodStanding, Lot.Of("浙江玻璃股份有限公司"), Lot.At(5, 10), new BidderEntry(Agent: agent.Organization)));
        string? Code(Actor actor, BidderEntry entry) => bidders.Register(Lot.Announced(), Lot.InGoodStanding, actor, Lot.At(5, 11), entry).Code();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Code(other, new BidderEntry(ForSeller: true)), Is.EqualTo("bidder.for_seller"));
            Assert.That(Code(other, new BidderEntry(OfStaff: true)), Is.EqualTo("bidder.of_staff"));
            Assert.That(Code(other, new BidderEntry(Agent: agent.Organization)), Is.EqualTo("bidder.agent_of_another"));
            Assert.That(Code(agent, new BidderEntry()), Is.EqualTo("bidder.agent_of_another"));
            Assert.That(Code(other, new BidderEntry(Agent: Lot.Of("浙江玻璃股份有限公司").Organization)), Is.EqualTo("bidder.agent_of_another"), "who bids itself is nobody's agent");
            Assert.That(Code(other, new BidderEntry(Related: true)), Is.Null);
        }
    }

    [Test]
    public void The_market_finds_a_completer_s_priority_by_evidence_and_ranks_it_by_the_rules()
    {
        var told = Formats.Table.Told();
        var announced = Auction.Initial.After(Auction.Announce(Lot.Id, Lot.Terms with { Priority = told }, Lot.Rules, Lot.AnnouncedAt, told.Holders));
        var bidders = AuctionBidders.Initial.After(AuctionBidders.Initial.Register(announced, Lot.InGoodStanding, Lot.Of("杭州嘉树环保科技有限公司"), Lot.At(5, 10)));
        Decision Qualify(string? evidence, HolderKind kind = HolderKind.Completer, Auction? auction = null) => bidders.Qualify(auction ?? announced, "1", Lot.Market, Lot.At(6, 10), kind, evidence, Lot.Rules);
        Assert.That(Qualify(" ").Code(), Is.EqualTo("bidder.evidence_missing"));
        Assert.That(Qualify("委托开发合同。", HolderKind.Client).Code(), Is.EqualTo("priority.not_announced"));
        Assert.That(Qualify("章程。", auction: Lot.Announced()).Code(), Is.EqualTo("priority.not_announced"));
        var found = bidders.After(Qualify("完成人沈某控股，见章程。")).All[0];
        Assert.That((found.Priority, found.Rank, found.Related), Is.EqualTo(((HolderKind?)HolderKind.Completer, (int?)3, true)));
    }
}
