using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class AuctionBiddersTests
{
    private static readonly Instant Day5 = Lot.At(5, 10);
    private static readonly Actor Glass = Lot.Of("浙江玻璃股份有限公司");
    private static readonly Actor Kiln = Lot.Of("湖州窑炉工程有限公司");
    private static readonly Actor Film = Lot.Of("桐乡环保设备有限公司");

    private static AuctionBidders Registered(params Actor[] bidders) =>
        bidders.Aggregate(AuctionBidders.Initial, (state, bidder) => state.After(state.Register(Lot.Announced(), Lot.InGoodStanding, bidder, Day5)));

    private static string? Refused(Decision decision) => decision.Refusal?.Code;

    private static Decision Register(Actor actor, Func<AuctionTerms, AuctionTerms>? change = null, bool suspended = false, Instant? at = null) =>
        AuctionBidders.Initial.Register(Lot.Announced(change), suspended ? Lot.Suspended : Lot.InGoodStanding, actor, at ?? Day5);

    [Test]
    public void Labels_are_given_in_the_order_of_registration()
    {
        var bidders = Registered(Glass, Kiln, Film);
        Assert.That(bidders.All.Select(bidder => (bidder.Label, bidder.Organization)), Is.EqualTo(new[]
        {
            ("1", Glass.Organization), ("2", Kiln.Organization), ("3", Film.Organization),
        }));
        Assert.That(bidders.OfOrganization(Kiln.Organization)?.Label, Is.EqualTo("2"));
        Assert.That(bidders.Find("3")?.Organization, Is.EqualTo(Film.Organization));
        Assert.That(Register(Glass).Events, Is.EqualTo(new Event[] { new BidderRegistered("1", Glass.Organization, Glass.Subject, Day5) }));
    }

    [TestCase("0")]
    [TestCase("2")]
    [TestCase("01")]
    [TestCase(" 1")]
    [TestCase("")]
    [TestCase("一")]
    public void Only_the_label_itself_names_a_bidder(string label) => Assert.That(Registered(Glass).Find(label), Is.Null);

    [Test]
    public void The_seller_may_not_bid() => Assert.That(Refused(Register(Lot.University)), Is.EqualTo("bidder.is_seller"));

    [Test]
    public void The_staff_of_the_market_may_not_bid_nor_those_of_another_market()
    {
        Assert.That(Refused(Register(Lot.Market)), Is.EqualTo("bidder.is_operator"));
        Assert.That(Refused(Register(Lot.Of("宁夏科技资源与产权交易所", OrganizationKind.MarketOperator))), Is.EqualTo("bidder.is_operator"));
    }

    [Test]
    public void The_staff_of_the_auction_house_may_not_bid()
    {
        Assert.That(Refused(Register(Lot.House, terms => terms with { AuctionHouse = Lot.House.Organization })), Is.EqualTo("bidder.is_auction_house"));
        Assert.That(Register(Lot.House).Refused, Is.False);
    }

    [Test]
    public void A_suspended_organisation_may_not_register() =>
        Assert.That(Refused(Register(Glass, suspended: true)), Is.EqualTo("organization.suspended"));

    [Test]
    public void An_organisation_registers_once()
    {
        var again = Registered(Glass, Kiln).Register(Lot.Announced(), Lot.InGoodStanding, Kiln, Day5).Refusal;
        Assert.That(again?.Code, Is.EqualTo("bidder.already_registered"));
        Assert.That(again?.Arguments, Is.EqualTo(new[] { new RefusalArgument("label", "2") }));
    }

    [Test]
    public void Registration_is_open_until_the_millisecond_before_it_closes()
    {
        Assert.That(Register(Glass, at: Lot.Before(Lot.At(14, 17))).Refused, Is.False);
        Assert.That(Refused(Register(Glass, at: Lot.At(14, 17))), Is.EqualTo("bidder.registration_closed"));
    }

    [Test]
    public void Nobody_registers_for_an_auction_that_is_absent_withdrawn_or_over()
    {
        var withdrawn = Lot.Announced();
        withdrawn = withdrawn.After(withdrawn.Withdraw("专利权属发生争议", Lot.University, Lot.At(4, 9)));
        var late = Lot.Announced(terms => terms with { RegistrationClosesAt = Lot.ClosesAt });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Refused(AuctionBidders.Initial.Register(Auction.Initial, Lot.InGoodStanding, Glass, Day5)), Is.EqualTo("auction.not_found"));
            Assert.That(Refused(AuctionBidders.Initial.Register(withdrawn, Lot.InGoodStanding, Glass, Day5)), Is.EqualTo("auction.withdrawn"));
            Assert.That(Refused(AuctionBidders.Initial.Register(late, Lot.InGoodStanding, Glass, Lot.ClosesAt)), Is.EqualTo("auction.ended"));
        }
    }

    [Test]
    public void Registration_may_stay_open_while_the_bidding_runs()
    {
        var late = Lot.Opened(terms => terms with { RegistrationClosesAt = Lot.ClosesAt });
        Assert.That(AuctionBidders.Initial.Register(late, Lot.InGoodStanding, Glass, Lot.At(15, 20)).Refused, Is.False);
    }

    [Test]
    public void The_market_decides_on_a_registration_once()
    {
        var bidders = Registered(Glass, Kiln);
        bidders = bidders.After(bidders.Qualify(Lot.Announced(), "1", Lot.Market, Day5));
        bidders = bidders.After(bidders.Reject(Lot.Announced(), "2", ["营业执照已过期"], Lot.Market, Day5));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bidders.Find("1")?.Status, Is.EqualTo(BidderStatus.Qualified));
            Assert.That(bidders.Find("2")?.Status, Is.EqualTo(BidderStatus.Rejected));
            Assert.That(bidders.Find("2")?.Reasons, Is.EqualTo(new[] { "营业执照已过期" }));
            Assert.That(Refused(bidders.Reject(Lot.Announced(), "1", ["反悔"], Lot.Market, Day5)), Is.EqualTo("bidder.already_decided"));
            Assert.That(Refused(bidders.Qualify(Lot.Announced(), "2", Lot.Market, Day5)), Is.EqualTo("bidder.already_decided"));
            Assert.That(Refused(bidders.Qualify(Lot.Announced(), "3", Lot.Market, Day5)), Is.EqualTo("bidder.not_found"));
        }
    }

    [Test]
    public void A_rejection_needs_a_reason()
    {
        Assert.That(Refused(Registered(Glass).Reject(Lot.Announced(), "1", [], Lot.Market, Day5)), Is.EqualTo("bidder.reason_missing"));
        Assert.That(Refused(Registered(Glass).Reject(Lot.Announced(), "1", ["材料不全", " "], Lot.Market, Day5)), Is.EqualTo("bidder.reason_missing"));
    }

    [Test]
    public void Nobody_but_the_market_qualifies_rejects_or_confirms_a_deposit()
    {
        var bidders = Registered(Glass);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Refused(bidders.Qualify(Lot.Announced(), "1", Glass, Day5)), Is.EqualTo("auction.not_operator"));
            Assert.That(Refused(bidders.Reject(Lot.Announced(), "1", ["竞争"], Lot.University, Day5)), Is.EqualTo("auction.not_operator"));
            Assert.That(Refused(bidders.ConfirmDeposit(Lot.Announced(), "1", Lot.Deposit, "20260905-0001", Glass, Day5)),
                Is.EqualTo("auction.not_operator"));
        }
    }

    [Test]
    public void A_deposit_of_another_amount_is_refused()
    {
        var refusal = Registered(Glass).ConfirmDeposit(Lot.Announced(), "1", new Money(30_000_001), "20260905-0001", Lot.Market, Day5).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("deposit.amount_differs"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("expected", "300000.00") }));
    }

    [Test]
    public void A_deposit_is_confirmed_once_and_held()
    {
        var bidders = Registered(Glass);
        bidders = bidders.After(bidders.ConfirmDeposit(Lot.Announced(), "1", Lot.Deposit, "20260905-0001", Lot.Market, Day5));
        Assert.That(bidders.Find("1")?.Deposit.Held, Is.EqualTo(Money.WanYuan(30)));
        Assert.That(bidders.Deposits, Is.EqualTo(new DepositLedger(Money.WanYuan(30), Money.Zero, Money.Zero)));
        Assert.That(Refused(bidders.ConfirmDeposit(Lot.Announced(), "1", Lot.Deposit, "20260905-0002", Lot.Market, Day5)),
            Is.EqualTo("deposit.already_confirmed"));
    }

    [Test]
    public void A_deposit_that_arrives_at_the_end_comes_too_late()
    {
        Assert.That(Registered(Glass).ConfirmDeposit(Lot.Opened(), "1", Lot.Deposit, "20260916-0001", Lot.Market, Lot.Before(Lot.ClosesAt)).Refused, Is.False);
        Assert.That(Refused(Registered(Glass).ConfirmDeposit(Lot.Opened(), "1", Lot.Deposit, "20260916-0001", Lot.Market, Lot.ClosesAt)),
            Is.EqualTo("auction.ended"));
    }

    [Test]
    public void Who_is_rejected_gets_a_deposit_already_paid_back_at_once()
    {
        var bidders = Registered(Glass);
        bidders = bidders.After(bidders.ConfirmDeposit(Lot.Announced(), "1", Lot.Deposit, "20260905-0001", Lot.Market, Day5));
        var rejection = bidders.Reject(Lot.Announced(), "1", ["营业执照已过期"], Lot.Market, Lot.At(6, 10));
        Assert.That(rejection.Events[1], Is.EqualTo(new DepositReleased("1", Lot.Deposit, DueBy: Lot.At(7, 10), ReleasedAt: Lot.At(6, 10))));
        Assert.That(bidders.After(rejection).Deposits.Held, Is.EqualTo(Money.Zero));
        Assert.That(Refused(bidders.After(rejection).ConfirmDeposit(Lot.Announced(), "1", Lot.Deposit, "20260907-0001", Lot.Market, Lot.At(7, 10))),
            Is.EqualTo("bidder.rejected"));
    }

    [Test]
    public void More_than_was_paid_never_goes_back()
    {
        var bidders = Registered(Glass).Apply(new DepositConfirmed("1", Lot.Deposit, "20260905-0001", Day5))
            .Apply(new DepositReleased("1", Lot.Deposit, Day5, Day5));
        Assert.That(() => bidders.Apply(new DepositApplied("1", new Money(1), Day5)), Throws.InvalidOperationException);
        Assert.That(() => bidders.Apply(new BidderQualified("2", Day5)), Throws.InvalidOperationException);
        Assert.That(() => bidders.Apply(new AuctionOpened(Day5)), Throws.InvalidOperationException);
    }

    private static AuctionBidders Three()
    {
        var bidders = Registered(Glass, Kiln, Film);
        foreach (var label in new[] { "1", "2", "3" })
        {
            bidders = bidders.After(bidders.Qualify(Lot.Announced(), label, Lot.Market, Day5));
            bidders = bidders.After(bidders.ConfirmDeposit(Lot.Announced(), label, Lot.Deposit, $"20260905-000{label}", Lot.Market, Day5));
        }
        return bidders;
    }

    [Test]
    public void After_a_sale_all_deposits_go_back_but_the_winners()
    {
        var sold = Lot.Opened().WithBid("2", Lot.Start, Lot.At(15, 12)).Closed();
        var settlement = Three().SettleDeposits(sold, Lot.ClosesAt);
        Assert.That(settlement.Events, Is.EqualTo(new Event[]
        {
            new DepositReleased("1", Lot.Deposit, Lot.At(17, 9), Lot.ClosesAt), new DepositReleased("3", Lot.Deposit, Lot.At(17, 9), Lot.ClosesAt),
        }));
        var after = Three().After(settlement);
        Assert.That(after.Deposits.Held, Is.EqualTo(Lot.Deposit));
        Assert.That(after.SettleDeposits(sold, Lot.ClosesAt).Events, Is.Empty);
    }

    [Test]
    public void With_the_confirmation_the_winners_deposit_becomes_price()
    {
        var sold = Lot.Opened().WithBid("2", Lot.Start, Lot.At(15, 12)).Closed();
        var confirmed = sold.After(sold.Confirm(Lot.Market, Lot.At(16, 10)));
        var bidders = Three().After(Three().SettleDeposits(sold, Lot.ClosesAt));
        var settlement = bidders.SettleDeposits(confirmed, Lot.At(16, 10));
        Assert.That(settlement.Events, Is.EqualTo(new Event[] { new DepositApplied("2", Lot.Deposit, Lot.At(16, 10)) }));
        Assert.That(bidders.After(settlement).Deposits,
            Is.EqualTo(new DepositLedger(Confirmed: Money.WanYuan(90), Released: Money.WanYuan(60), Applied: Money.WanYuan(30))));
    }

    [Test]
    public void All_deposits_go_back_when_the_lot_is_unsold_or_withdrawn_and_none_while_it_runs()
    {
        var withdrawn = Lot.Announced();
        withdrawn = withdrawn.After(withdrawn.Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Three().SettleDeposits(Lot.Opened(), Lot.At(15, 12)).Events, Is.Empty);
            Assert.That(Three().SettleDeposits(Lot.Opened().Closed(), Lot.ClosesAt).Events, Has.Length.EqualTo(3));
            Assert.That(Three().SettleDeposits(withdrawn, Lot.At(10, 9)).Events, Has.Length.EqualTo(3));
            Assert.That(Three().SettleDeposits(Auction.Initial, Lot.At(10, 9)).Events, Is.Empty);
        }
    }

    [Test]
    public void One_who_is_qualified_and_has_paid_may_bid_under_its_label() =>
        Assert.That(Three().MayBid(Lot.Opened(), Film.Organization, suspended: false), Is.EqualTo(("3", (Refusal?)null)));

    [Test]
    public void Where_no_deposit_is_asked_none_is_missing()
    {
        var rules = Lot.Rules with { Auction = Lot.Rules.Auction with { DepositMinPercent = new(0, "测试") } };
        var auction = Lot.Opened(terms => terms with { Deposit = Money.Zero }, rules);
        var bidders = Registered(Glass);
        bidders = bidders.After(bidders.Qualify(auction, "1", Lot.Market, Day5));
        Assert.That(bidders.MayBid(auction, Glass.Organization, suspended: false), Is.EqualTo(("1", (Refusal?)null)));
        Assert.That(Refused(bidders.ConfirmDeposit(auction, "1", Money.Zero, "无", Lot.Market, Day5)), Is.EqualTo("deposit.amount_differs"));
    }
}
