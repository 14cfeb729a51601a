using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class CloseTests
{
    private static readonly Instant Noon = Lot.At(15, 12);

    private static Auction Reserved(long wan) => Lot.Opened(terms => terms with { Reserve = Lot.SealedReserve(Money.WanYuan(wan)) });

    private static AuctionClosed Closed(Auction auction, byte[]? reserve = null) =>
        (AuctionClosed)auction.Turn(auction.ClosesAt, reserve).Events.Single();

    [Test]
    public void The_opening_is_recorded_once_at_its_due_time()
    {
        var auction = Lot.Announced();
        Assert.That(auction.Turn(Lot.Before(Lot.OpensAt), null).Events, Is.Empty);
        Assert.That(auction.Turn(Lot.OpensAt + TimeSpan.FromHours(3), null).Events, Is.EqualTo(new Event[] { new AuctionOpened(Lot.OpensAt) }));
        Assert.That(Lot.Opened().Turn(Lot.OpensAt, null).Events, Is.Empty);
        Assert.That(Lot.Opened().Due, Is.EqualTo(Lot.ClosesAt));
    }

    [Test]
    public void Without_bids_the_lot_is_unsold() => Assert.That(Closed(Lot.Opened()),
        Is.EqualTo(new AuctionClosed(Lot.ClosesAt, AuctionOutcome.Unsold, UnsoldReason.NoBids, null, null, null, null)));

    [Test]
    public void The_last_bid_wins_at_its_own_amount()
    {
        var auction = Lot.Opened().WithBid("1", Money.WanYuan(310), Noon).WithBid("2", Money.WanYuan(480), Noon);
        Assert.That(Closed(auction), Is.EqualTo(
            new AuctionClosed(Lot.ClosesAt, AuctionOutcome.Sold, null, "2", auction.Leading!.Value.Bid, Money.WanYuan(480), null)));
        Assert.That(auction.Closed().Due, Is.Null);
    }

    [Test]
    public void The_end_counts_what_stands_beside_it()
    {
        var beside = new Beside(Refused: 4, Maxima: 2);
        Assert.That(((AuctionClosed)Lot.Opened().Turn(Lot.ClosesAt, null, beside).Events.Single()).Beside, Is.EqualTo(beside));
        Assert.That(((AuctionAnnulled)Lot.Opened().Annul(AnnulmentGround.Collusion, "恶意串通", filed: false, Lot.Market, Noon, beside).Events.Single()).Beside, Is.EqualTo(beside));
    }

    [Test]
    public void Noticed_an_hour_late_it_ended_when_it_was_due()
    {
        var closed = (AuctionClosed)Lot.Opened().Turn(Lot.ClosesAt + TimeSpan.FromHours(1), null).Events.Single();
        Assert.That(closed.EndedAt, Is.EqualTo(Lot.ClosesAt));
    }

    [Test]
    public void A_call_for_an_end_that_has_moved_on_does_nothing()
    {
        var auction = Lot.Opened().WithBid("1", Lot.Start, Lot.At(16, 8, 59));
        Assert.That(auction.Turn(Lot.ClosesAt, null).Events, Is.Empty);
        Assert.That(Closed(auction).EndedAt, Is.EqualTo(Lot.At(16, 9, 4)));
    }

    [Test]
    public void Closing_twice_records_one_end() => Assert.That(Lot.Opened().Closed().Turn(Lot.ClosesAt, null), Is.EqualTo(Decision.Nothing));

    [Test]
    public void An_auction_whose_opening_was_never_noticed_opens_and_ends_in_one_go() => Assert.That(
        Lot.Announced().Turn(Lot.ClosesAt, null).Events.Select(e => e.GetType()),
        Is.EqualTo(new[] { typeof(AuctionOpened), typeof(AuctionClosed) }));

    [Test]
    public void A_reserve_that_is_met_to_the_fen_sells_and_is_opened()
    {
        var auction = Reserved(400).WithBid("1", Money.WanYuan(400), Noon);
        Assert.That(auction.NeedsReserve, Is.True);
        var closed = Closed(auction, Lot.ReservePlaintext(Money.WanYuan(400)));
        Assert.That(closed.Outcome, Is.EqualTo(AuctionOutcome.Sold));
        Assert.That(Reserve.Decode(closed.ReserveOpened), Is.EqualTo(Money.WanYuan(400)));
    }

    [Test]
    public void A_highest_bid_one_fen_below_the_reserve_has_no_effect()
    {
        var auction = Reserved(400).WithBid("1", new Money(399_999_999), Noon);
        var closed = Closed(auction, Lot.ReservePlaintext(Money.WanYuan(400)));
        Assert.That((closed.Outcome, closed.Reason, closed.Winner, closed.Price),
            Is.EqualTo((AuctionOutcome.Unsold, (UnsoldReason?)UnsoldReason.ReserveNotMet, (string?)null, (Money?)null)));
        Assert.That(closed.ReserveOpened, Is.EqualTo(Lot.ReservePlaintext(Money.WanYuan(400))));
    }

    [Test]
    public void A_reserve_on_which_nothing_turned_stays_a_secret()
    {
        Assert.That(Reserved(400).NeedsReserve, Is.False);
        Assert.That(Closed(Reserved(400), Lot.ReservePlaintext(Money.WanYuan(400))).ReserveOpened, Is.Null);
        Assert.That(Closed(Reserved(400)).Reason, Is.EqualTo(UnsoldReason.NoBids));
    }

    [Test]
    public void A_reserve_that_was_exchanged_is_our_bug_and_stops_the_close()
    {
        var auction = Reserved(400).WithBid("1", Money.WanYuan(350), Noon);
        Assert.That(() => auction.Turn(Lot.ClosesAt, Lot.ReservePlaintext(Money.WanYuan(340))), Throws.InvalidOperationException);
        Assert.That(() => auction.Turn(Lot.ClosesAt, null), Throws.InvalidOperationException);
    }

    [Test]
    public void Where_the_rules_ask_for_two_bidders_one_alone_does_not_get_the_lot()
    {
        var rules = Lot.Rules with { Auction = Lot.Rules.Auction with { SingleBidderSuffices = new Rule<bool>(false, "测试") } };
        var alone = Lot.Opened(terms => terms with { Reserve = Lot.SealedReserve(Lot.Start) }, rules)
            .WithBid("1", Money.WanYuan(310), Noon).WithBid("1", Money.WanYuan(320), Noon);
        Assert.That((Closed(alone).Reason, Closed(alone).ReserveOpened), Is.EqualTo(((UnsoldReason?)UnsoldReason.SingleBidder, (byte[]?)null)));

        var contested = alone.WithBid("2", Money.WanYuan(330), Noon).WithBid("1", Money.WanYuan(340), Noon);
        Assert.That(Closed(contested, Lot.ReservePlaintext(Lot.Start)).Winner, Is.EqualTo("1"));
    }

    [Test]
    public void Deposits_are_due_back_24_hours_after_the_end()
    {
        Assert.That(Lot.Opened().DepositsDueBackBy, Is.Null);
        Assert.That(Lot.Opened().Closed().DepositsDueBackBy, Is.EqualTo(Lot.At(17, 9)));
        var withdrawn = Lot.Announced();
        withdrawn = withdrawn.After(withdrawn.Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)));
        Assert.That(withdrawn.DepositsDueBackBy, Is.EqualTo(Lot.At(11, 9)));
    }

    [Test]
    public void The_market_confirms_the_sale_once()
    {
        var sold = Lot.Opened().WithBid("7", Money.WanYuan(480), Noon).Closed();
        var confirmation = sold.Confirm(Lot.Market, Lot.At(16, 10));
        Assert.That(confirmation.Events, Is.EqualTo(new Event[] { new SaleConfirmed("7", Money.WanYuan(480), Lot.At(16, 10)) }));
        Assert.That(sold.After(confirmation).Confirm(Lot.Market, Lot.At(16, 11)).Refusal?.Code, Is.EqualTo("auction.already_confirmed"));
        Assert.That(sold.After(confirmation).ConfirmedAt, Is.EqualTo(Lot.At(16, 10)));
    }

    [Test]
    public void Nobody_but_the_market_confirms_a_sale()
    {
        var sold = Lot.Opened().WithBid("1", Lot.Start, Noon).Closed();
        Assert.That(sold.Confirm(Lot.University, Lot.At(16, 10)).Refusal?.Code, Is.EqualTo("auction.not_operator"));
        Assert.That(sold.Confirm(Lot.Of("宁夏科技资源与产权交易所", OrganizationKind.MarketOperator), Lot.At(16, 10)).Refusal?.Code,
            Is.EqualTo("auction.not_operator"));
    }

    [Test]
    public void There_is_nothing_to_confirm_before_the_end_nor_for_an_unsold_lot()
    {
        Assert.That(Lot.Opened().WithBid("1", Lot.Start, Noon).Confirm(Lot.Market, Noon).Refusal?.Code, Is.EqualTo("auction.not_sold"));
        Assert.That(Lot.Opened().Closed().Confirm(Lot.Market, Lot.At(16, 10)).Refusal?.Code, Is.EqualTo("auction.not_sold"));
    }

    [Test]
    public void The_seller_and_the_market_may_withdraw_the_lot_before_the_start()
    {
        var withdrawal = new Event[] { new AuctionWithdrawn("专利权属发生争议", Lot.At(10, 9)) };
        Assert.That(Lot.Announced().Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)).Events, Is.EqualTo(withdrawal));
        Assert.That(Lot.Announced().Withdraw("专利权属发生争议", Lot.Market, Lot.At(10, 9)).Events, Is.EqualTo(withdrawal));
        Assert.That(Lot.Announced().Withdraw("专利权属发生争议", Lot.Of("杭州某公司"), Lot.At(10, 9)).Refusal?.Code,
            Is.EqualTo("auction.not_seller_nor_operator"));
    }

    [Test]
    public void From_the_opening_on_it_is_too_late_to_withdraw_recorded_or_not()
    {
        Assert.That(Lot.Announced().Withdraw("反悔", Lot.University, Lot.Before(Lot.OpensAt)).Refused, Is.False);
        Assert.That(Lot.Announced().Withdraw("反悔", Lot.University, Lot.OpensAt).Refusal?.Code, Is.EqualTo("auction.already_open"));
        Assert.That(Lot.Opened().Closed().Withdraw("反悔", Lot.University, Lot.At(17, 9)).Refusal?.Code, Is.EqualTo("auction.already_open"));
    }

    [Test]
    public void A_withdrawn_lot_waits_for_nothing_and_stays_withdrawn()
    {
        var auction = Lot.Announced();
        auction = auction.After(auction.Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(auction.Due, Is.Null);
            Assert.That(auction.Turn(Lot.OpensAt, null).Events, Is.Empty);
            Assert.That(auction.Turn(Lot.ClosesAt, null).Events, Is.Empty);
            Assert.That(auction.Withdraw("再次撤回", Lot.University, Lot.At(10, 10)).Refusal?.Code, Is.EqualTo("auction.withdrawn"));
        }
    }

    [Test]
    public void The_phases_lead_only_where_the_table_says()
    {
        Assert.That(Auction.Next, Is.EquivalentTo(new[]
        {
            (AuctionPhase.Announced, AuctionPhase.Open), (AuctionPhase.Announced, AuctionPhase.Withdrawn),
            (AuctionPhase.Open, AuctionPhase.Paused), (AuctionPhase.Open, AuctionPhase.Sold), (AuctionPhase.Open, AuctionPhase.Unsold), (AuctionPhase.Open, AuctionPhase.Annulled),
            (AuctionPhase.Paused, AuctionPhase.Open), (AuctionPhase.Paused, AuctionPhase.Annulled), (AuctionPhase.Unsold, AuctionPhase.Annulled),
            (AuctionPhase.Sold, AuctionPhase.Confirmed), (AuctionPhase.Sold, AuctionPhase.Defaulted), (AuctionPhase.Sold, AuctionPhase.Annulled),
            (AuctionPhase.Confirmed, AuctionPhase.Defaulted), (AuctionPhase.Confirmed, AuctionPhase.Annulled), (AuctionPhase.Defaulted, AuctionPhase.Sold),
        }));
        Assert.That(() => Lot.Opened().Closed().Apply(new AuctionOpened(Lot.OpensAt)), Throws.InvalidOperationException);
        Assert.That(() => Lot.Opened().Apply(new AuctionWithdrawn("反悔", Noon)), Throws.InvalidOperationException);
        Assert.That(() => Lot.Opened().Apply(new BidderQualified("1", Noon)), Throws.InvalidOperationException);
    }
}
