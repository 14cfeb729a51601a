using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class AftermathTests
{
    private const string Why = "买受人逾期未签订合同。";
    private static readonly Instant Day20 = Lot.At(20, 10);
    private static readonly string Again = Ids.Derive(Ids.Auction, Day20, "再次");
    private static readonly Actor Supervisor = Lot.Of("浙江省科学技术厅", OrganizationKind.Supervisor);

    /// <summary>1 bids 300, 2 bids 310, 1 bids 320 and 3 has it at 350 (万元).</summary>
    private static Auction Sold(Func<AuctionTerms, AuctionTerms>? change = null, byte[]? reserve = null)
    {
        var auction = Lot.Opened(change);
        foreach (var (label, wan, minute) in new[] { ("1", 300, 1), ("2", 310, 2), ("1", 320, 3), ("3", 350, 4) }) auction = auction.WithBid(label, Money.WanYuan(wan), Lot.At(15, 10, minute));
        return auction.Closed(reserve);
    }

    private static AuctionTerms Next(AuctionTerms terms) => terms with { Sale = new SaleTerms(NextBidder: true) };

    private static Decision Default(Auction auction, bool filed = false, Actor? actor = null) => auction.DeclareDefault(Why, filed, actor ?? Lot.Market, Day20);

    private static Decision Annul(Auction auction, bool filed = false, Actor? actor = null, Instant? at = null) =>
        auction.Annul(AnnulmentGround.SystemFault, "数据错误致使竞价结果错误。", filed, actor ?? Lot.Market, at ?? Day20);

    [Test]
    public void A_buyer_who_defaults_owes_both_commissions_of_the_sale()
    {
        var auction = Sold(Lot.InTheHall);
        var defaulted = auction.After(Default(auction));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((defaulted.Phase, defaulted.Defaults.Single().Label, defaulted.Defaults[0].Price), Is.EqualTo((AuctionPhase.Defaulted, "3", Money.WanYuan(350))));
            Assert.That(defaulted.Defaults[0], Has.Property("SellerCommission").EqualTo(new Money(14_500_000)).And.Property("BuyerCommission").EqualTo(new Money(14_500_000)));
            Assert.That(Default(defaulted).Code(), Is.EqualTo("auction.phase_forbids"));
            Assert.That(defaulted.Confirm(Lot.Market, Day20).Code(), Is.EqualTo("auction.not_sold"));
        }
    }

    [Test]
    public void The_next_bidder_buys_at_its_own_bid_only_where_the_announcement_says_so()
    {
        var auction = Sold(Next);
        var next = auction.After(Default(auction));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((next.Phase, next.Result!.Winner, next.Result.Price), Is.EqualTo((AuctionPhase.Sold, "1", (Money?)Money.WanYuan(320))));
            Assert.That(Default(Sold()).Events, Has.Length.EqualTo(1));
            Assert.That(Default(next).Events.Select(e => e.GetType()), Is.EqualTo(new[] { typeof(BuyerDefaulted) }), "there is no second next bidder");
        }
        var confirmed = next.After(next.Confirm(Lot.Market, Day20));
        Assert.That((confirmed.Phase, confirmed.Upholds(Lot.Id, Auction.ContractOf(Lot.Id, Day20)), confirmed.Upholds(Lot.Id, Auction.ContractOf(Lot.Id, Lot.ClosesAt))), Is.EqualTo((AuctionPhase.Confirmed, true, false)));
    }

    [TestCase(320, true)]
    [TestCase(321, false)]
    public void The_next_bidder_does_not_buy_below_the_reserve(int reserve, bool buys)
    {
        var auction = Sold(terms => Next(terms) with { Reserve = Lot.SealedReserve(Money.WanYuan(reserve)) }, Lot.ReservePlaintext(Money.WanYuan(reserve)));
        Assert.That(auction.After(Default(auction)).Phase, Is.EqualTo(buys ? AuctionPhase.Sold : AuctionPhase.Defaulted));
    }

    [Test]
    public void A_confirmed_sale_is_undone_until_its_contract_is_filed()
    {
        var auction = Sold();
        var confirmed = auction.After(auction.Confirm(Lot.Market, Lot.At(16, 10)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Default(confirmed, filed: true).Code(), Is.EqualTo("auction.contract_filed"));
            Assert.That(Annul(confirmed, filed: true).Code(), Is.EqualTo("auction.contract_filed"));
            Assert.That(confirmed.After(Default(confirmed)).Upholds(Lot.Id, Auction.ContractOf(Lot.Id, Lot.At(16, 10))), Is.False);
            Assert.That(confirmed.After(Annul(confirmed)).Upholds(Lot.Id, Auction.ContractOf(Lot.Id, Lot.At(16, 10))), Is.False);
            Assert.That(confirmed.Upholds(Lot.Id, Auction.ContractOf(Lot.Id, Lot.At(16, 10))), Is.True);
        }
    }

    [Test]
    public void The_market_or_the_supervisor_sets_aside_what_has_opened_and_nobody_else_does()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var auction in new[] { Lot.Opened(), Sold(), Lot.Opened().Closed() })
                Assert.That((auction.After(Annul(auction)).Phase, auction.After(Annul(auction, actor: Supervisor)).Phase), Is.EqualTo((AuctionPhase.Annulled, AuctionPhase.Annulled)));
            Assert.That(Annul(Lot.Announced(), at: Lot.OpensAt).Events.Select(e => e.GetType()), Is.EqualTo(new[] { typeof(AuctionOpened), typeof(AuctionAnnulled) }));
            Assert.That(Annul(Lot.Announced(), at: Lot.Before(Lot.OpensAt)).Code(), Is.EqualTo("auction.phase_forbids"));
            Assert.That(Annul(Sold(), actor: Lot.University).Code(), Is.EqualTo("auction.not_operator"));
            Assert.That(Annul(Sold(), actor: Lot.Of("安吉科技大市场", OrganizationKind.MarketOperator)).Code(), Is.EqualTo("auction.not_operator"));
            Assert.That(Annul(Auction.Initial).Code(), Is.EqualTo("auction.not_found"));
        }
        var open = Lot.Opened();
        var annulled = open.After(Annul(open, at: Lot.At(15, 12)));
        Assert.That((annulled.EndedAt, annulled.TryBid("1", Lot.Start, Lot.At(15, 13)).Code(), annulled.Due), Is.EqualTo(((Instant?)Lot.At(15, 12), "auction.set_aside", (Instant?)null)));
        Assert.That(Annul(annulled).Code(), Is.EqualTo("auction.phase_forbids"));
    }

    [TestCase(24_000_000_000L, null)]
    [TestCase(23_999_999_999L, "auction.reduction_too_great")]
    public void A_lot_is_put_up_again_for_at_most_a_fifth_less(long tenthsOfAFen, string? code)
    {
        var unsold = Lot.Opened().Closed();
        var start = new Money(tenthsOfAFen / 100);
        var decision = unsold.Relist(Again, Lot.Terms with { StartPrice = start }, Lot.Rules, Lot.Market, Day20);
        Assert.That(decision.Code(), Is.EqualTo(code));
    }

    [Test]
    public void A_lot_is_put_up_again_once_and_counts_its_attempts()
    {
        var unsold = Lot.Opened(terms => terms with { Attempt = 2 }).Closed();
        var relisted = unsold.After(unsold.Relist(Again, Lot.Terms, Lot.Rules, Lot.Market, Day20));
        var strict = Lot.Rules with { Sales = SaleRules.Market with { MaxReductionPercent = new Rule<int>(0, "测试") } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That((relisted.Relisted!.Auction, relisted.Relisted.Attempt), Is.EqualTo((Again, 3)));
            Assert.That(relisted.Relist(Again, Lot.Terms, Lot.Rules, Lot.Market, Day20).Code(), Is.EqualTo("auction.already_relisted"));
            Assert.That(Sold().Relist(Again, Lot.Terms, Lot.Rules, Lot.Market, Day20).Code(), Is.EqualTo("auction.phase_forbids"));
            Assert.That(unsold.Relist(Again, Lot.Terms, Lot.Rules, Lot.House, Day20).Code(), Is.EqualTo("auction.not_operator"));
            Assert.That(unsold.Relist(Again, Lot.Terms with { StartPrice = Lot.Start - new Money(1) }, strict, Lot.Market, Day20).Code(), Is.EqualTo("auction.reduction_too_great"));
            Assert.That(Auction.Initial.Relist(Again, Lot.Terms, Lot.Rules, Lot.Market, Day20).Code(), Is.EqualTo("auction.not_found"));
        }
    }

    [TestCase(280, 70)]
    [TestCase(350, 0)]
    [TestCase(400, 0)]
    public void The_shortfall_is_by_how_much_the_lot_is_sold_for_less(int soldFor, int shortfall)
    {
        var auction = Sold();
        var defaulted = auction.After(Default(auction));
        var known = defaulted.After(defaulted.DetermineShortfall(Again, Money.WanYuan(soldFor), Day20));
        Assert.That(known.Shortfall!.Shortfall, Is.EqualTo(Money.WanYuan(shortfall)));
        Assert.That(known.DetermineShortfall(Again, Money.WanYuan(1), Day20).Events, Is.Empty, "it is determined once");
        Assert.That(auction.DetermineShortfall(Again, Money.WanYuan(1), Day20).Events, Is.Empty, "nobody defaulted");
    }

    [Test]
    public void Deposits_are_forfeited_by_a_default_kept_for_the_next_bidder_and_all_given_back_when_it_is_set_aside()
    {
        var auction = Sold(Next);
        var bidders = Paid(auction);
        long[] Held(AuctionBidders all) => [.. all.All.Select(bidder => bidder.Deposit.Held.Fen / 1_000_000)];
        var closed = bidders.After(bidders.SettleDeposits(auction, auction.EndedAt!.Value));
        Assert.That(Held(closed), Is.EqualTo(new[] { 30, 0, 30 }), "the next bidder's stays");

        var confirmed = auction.After(auction.Confirm(Lot.Market, Day20));
        var applied = closed.After(closed.SettleDeposits(confirmed, Day20));
        Assert.That((Held(applied), applied.All[2].Deposit.Applied), Is.EqualTo((new[] { 0L, 0, 0 }, Lot.Deposit)));

        var next = auction.After(Default(auction));
        var lost = closed.After(closed.SettleDeposits(next, Day20));
        Assert.That((Held(lost), lost.All[2].Deposit.Forfeited), Is.EqualTo((new[] { 30L, 0, 0 }, Lot.Deposit)));
        var late = applied.After(applied.SettleDeposits(confirmed.After(Default(confirmed)), Day20));
        Assert.That((late.All[2].Deposit.Applied, late.All[2].Deposit.Forfeited), Is.EqualTo((Money.Zero, Lot.Deposit)), "also after it had become price");

        var undone = applied.After(applied.SettleDeposits(confirmed.After(Annul(confirmed)), Day20));
        Assert.That(undone.All.Select(bidder => bidder.Deposit.Released), Has.All.EqualTo(Lot.Deposit));
        Assert.That(undone.SettleDeposits(confirmed.After(Annul(confirmed)), Day20).Events, Is.Empty);
    }

    [Test]
    public void Whoever_defaulted_is_barred_from_the_next_auction_and_from_the_one_after()
    {
        var auction = Sold();
        var bidders = Paid(auction);
        var second = AuctionBidders.Initial.After(Decision.Of(bidders.BarredFromNext(auction.After(Default(auction)), Lot.Id, Day20).AsSpan()));
        var third = AuctionBidders.Initial.After(Decision.Of(second.BarredFromNext(Lot.Opened().Closed(), Again, Day20).AsSpan()));
        foreach (var later in new[] { second, third })
        {
            Assert.That(later.Register(Lot.Announced(), Lot.InGoodStanding, Lot.Of("宁波第3科技有限公司"), Lot.At(5, 10)).Code(), Is.EqualTo("bidder.barred"));
            Assert.That(later.Register(Lot.Announced(), Lot.InGoodStanding, Lot.Of("宁波第2科技有限公司"), Lot.At(5, 10)).Code(), Is.Null);
        }
    }

    private static AuctionBidders Paid(Auction auction)
    {
        var (announced, bidders) = (Lot.Announced(_ => auction.Terms), AuctionBidders.Initial);
        for (var i = 1; i <= 3; i++)
        {
            bidders = bidders.After(bidders.Register(announced, Lot.InGoodStanding, Lot.Of($"宁波第{i}科技有限公司"), Lot.At(5, 10)));
            bidders = bidders.After(bidders.Qualify(announced, $"{i}", Lot.Market, Lot.At(5, 11)));
            bidders = bidders.After(bidders.ConfirmDeposit(announced, $"{i}", Lot.Deposit, $"{i}", Lot.Market, Lot.At(5, 12)));
        }
        return bidders;
    }
}
