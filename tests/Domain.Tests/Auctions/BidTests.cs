using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

public class BidTests
{
    private static readonly Instant Noon = Lot.At(15, 12);

    private static readonly Auction Led = Lot.Opened().WithBid("1", Money.WanYuan(310), Noon);

    private static BidPlaced Placed(Decision decision)
    {
        Assert.That(decision.Refusal?.Code, Is.Null);
        return decision.Events.OfType<BidPlaced>().Single();
    }

    [Test]
    public void The_first_bid_at_the_start_price_counts()
    {
        var bid = Placed(Lot.Opened().TryBid("3", Money.WanYuan(300), Noon));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bid.Label, Is.EqualTo("3"));
            Assert.That(bid.Amount, Is.EqualTo(Money.WanYuan(300)));
            Assert.That(bid.Sequence, Is.EqualTo(1));
            Assert.That(bid.AcceptedAt, Is.EqualTo(Noon));
            Assert.That(bid.ArrivedAt, Is.EqualTo(Lot.Before(Noon, 2)));
            Assert.That(bid.ClosesAt, Is.EqualTo(Lot.ClosesAt));
            Assert.That(bid.Extended, Is.False);
        }
    }

    [Test]
    public void The_first_bid_one_fen_below_the_start_price_is_refused()
    {
        var refusal = Lot.Opened().TryBid("1", new Money(299_999_999), Noon).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("bid.too_low"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("minimum", "3000000.00") }));
    }

    [Test]
    public void A_bid_one_fen_below_the_step_is_refused()
    {
        var refusal = Led.TryBid("2", new Money(319_999_999), Noon).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("bid.too_low"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("minimum", "3200000.00") }));
    }

    [Test]
    public void A_bid_of_one_step_more_leads()
    {
        var auction = Led.WithBid("2", Money.WanYuan(320), Noon);
        Assert.That(auction.Leading?.Label, Is.EqualTo("2"));
        Assert.That(auction.MinimumNext, Is.EqualTo(Money.WanYuan(330)));
        Assert.That(auction.Bids, Is.EqualTo(2));
    }

    [Test]
    public void An_equal_bid_never_replaces_the_earlier_one() =>
        Assert.That(Led.TryBid("2", Money.WanYuan(310), Noon).Refusal?.Code, Is.EqualTo("bid.too_low"));

    [Test]
    public void A_bidder_may_raise_its_own_leading_bid() =>
        Assert.That(Led.WithBid("1", Money.WanYuan(350), Noon).Leading?.Amount, Is.EqualTo(Money.WanYuan(350)));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(long.MinValue)]
    [TestCase(1_000_000_000_000_001)]
    [TestCase(long.MaxValue)]
    public void A_bid_of_nothing_or_beyond_all_money_is_refused(long fen) =>
        Assert.That(Led.TryBid("2", new Money(fen), Noon).Refusal?.Code, Is.EqualTo("bid.out_of_range"));

    [Test]
    public void The_step_follows_the_band_of_the_leading_amount()
    {
        var auction = Lot.Opened(terms => terms with
        {
            Ladder = [new LadderBand(Money.Zero, Money.WanYuan(10)), new LadderBand(Money.WanYuan(400), Money.WanYuan(20))],
        });
        Assert.That(auction.WithBid("1", new Money(399_999_999), Noon).MinimumNext, Is.EqualTo(new Money(409_999_999)));
        Assert.That(auction.WithBid("1", Money.WanYuan(400), Noon).MinimumNext, Is.EqualTo(Money.WanYuan(420)));
    }

    [Test]
    public void With_whole_steps_one_and_a_half_steps_are_refused()
    {
        var auction = Lot.Opened(terms => terms with { WholeSteps = true }).WithBid("1", Money.WanYuan(310), Noon);
        var refusal = auction.TryBid("2", Money.WanYuan(325), Noon).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("bid.off_ladder"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("leading", "3100000.00"), new RefusalArgument("step", "100000.00") }));
        Assert.That(auction.TryBid("2", Money.WanYuan(350), Noon).Refused, Is.False);
    }

    [Test]
    public void With_whole_steps_the_first_bid_may_still_be_any_amount_from_the_start_price() =>
        Assert.That(Lot.Opened(terms => terms with { WholeSteps = true }).TryBid("1", new Money(300_000_001), Noon).Refused, Is.False);

    [Test]
    public void Without_whole_steps_one_and_a_half_steps_count() =>
        Assert.That(Led.TryBid("2", Money.WanYuan(325), Noon).Refused, Is.False);

    [Test]
    public void A_bid_one_millisecond_before_the_opening_is_refused()
    {
        var refusal = Lot.Announced().TryBid("1", Lot.Start, Lot.Before(Lot.OpensAt)).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("auction.not_yet_open"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("opensAt", "2026-09-15T01:00:00.000Z") }));
    }

    [Test]
    public void A_bid_at_the_opening_counts_although_the_opening_is_not_recorded_yet_and_records_it()
    {
        var decision = Lot.Announced().TryBid("1", Lot.Start, Lot.OpensAt);
        Assert.That(decision.Events[0], Is.EqualTo(new AuctionOpened(Lot.OpensAt)));
        Assert.That(decision.Events[1], Is.InstanceOf<BidPlaced>());
        var auction = Lot.Announced().After(decision);
        Assert.That(auction.Phase, Is.EqualTo(AuctionPhase.Open));
        Assert.That(auction.Turn(Lot.OpensAt, null).Events, Is.Empty);
    }

    [Test]
    public void The_late_opening_is_recorded_with_its_own_due_time()
    {
        var late = Lot.Announced().TryBid("1", Lot.Start, Lot.At(15, 9, 0, 7));
        Assert.That(late.Events[0], Is.EqualTo(new AuctionOpened(Lot.OpensAt)));
    }

    [Test]
    public void A_bid_one_millisecond_before_the_end_counts() =>
        Assert.That(Led.TryBid("2", Money.WanYuan(320), Lot.Before(Lot.ClosesAt)).Refused, Is.False);

    [Test]
    public void A_bid_at_the_very_end_is_too_late_although_the_end_is_not_recorded_yet()
    {
        Assert.That(Led.Phase, Is.EqualTo(AuctionPhase.Open));
        var refusal = Led.TryBid("2", Money.WanYuan(320), Lot.ClosesAt).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("auction.ended"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("endedAt", "2026-09-16T01:00:00.000Z") }));
    }

    [Test]
    public void Acceptance_decides_not_arrival()
    {
        var arrivedInTime = Led.Bid(new BidRequest("bid_x", "", Money.WanYuan(320), ArrivedAt: Lot.Before(Lot.ClosesAt, 50)), "2", now: Lot.ClosesAt);
        Assert.That(arrivedInTime.Refusal?.Code, Is.EqualTo("auction.ended"));
    }

    [Test]
    public void A_bid_exactly_five_minutes_before_the_end_does_not_move_it()
    {
        var bid = Placed(Led.TryBid("2", Money.WanYuan(320), Lot.At(16, 8, 55)));
        Assert.That(bid.ClosesAt, Is.EqualTo(Lot.At(16, 9)));
        Assert.That(bid.Extended, Is.False);
    }

    [Test]
    public void A_bid_in_the_last_five_minutes_moves_the_end_to_five_minutes_after_it()
    {
        var bid = Placed(Led.TryBid("2", Money.WanYuan(320), Lot.At(16, 8, 58, 30)));
        Assert.That(bid.ClosesAt, Is.EqualTo(Lot.At(16, 9, 3, 30)));
        Assert.That(bid.Extended, Is.True);
    }

    [Test]
    public void After_the_end_has_moved_a_bid_past_the_planned_end_counts_and_moves_it_again()
    {
        var auction = Led.WithBid("2", Money.WanYuan(320), Lot.Before(Lot.ClosesAt));
        Assert.That(auction.Due, Is.EqualTo(Lot.At(16, 9, 4, 59, 999)));
        auction = auction.WithBid("1", Money.WanYuan(330), Lot.At(16, 9, 4));
        Assert.That(auction.ClosesAt, Is.EqualTo(Lot.At(16, 9, 9)));
    }

    [Test]
    public void The_end_does_not_move_past_its_bound()
    {
        var auction = Lot.Opened(terms => terms with { LatestEndAt = Lot.At(16, 9, 2) });
        var bid = Placed(auction.TryBid("1", Lot.Start, Lot.At(16, 8, 59)));
        Assert.That(bid.ClosesAt, Is.EqualTo(Lot.At(16, 9, 2)));
        Assert.That(bid.Extended, Is.True);

        var last = Placed(auction.WithBid("1", Lot.Start, Lot.At(16, 8, 59)).TryBid("2", Money.WanYuan(310), Lot.At(16, 9, 1)));
        Assert.That(last.ClosesAt, Is.EqualTo(Lot.At(16, 9, 2)));
        Assert.That(last.Extended, Is.False);
    }

    [Test]
    public void A_bound_before_the_window_is_over_never_pulls_the_end_back()
    {
        var auction = Lot.Opened(terms => terms with { LatestEndAt = Lot.ClosesAt });
        Assert.That(Placed(auction.TryBid("1", Lot.Start, Lot.Before(Lot.ClosesAt))).ClosesAt, Is.EqualTo(Lot.ClosesAt));
    }

    [Test]
    public void No_bid_counts_for_a_withdrawn_lot()
    {
        var auction = Lot.Announced();
        auction = auction.After(auction.Withdraw("专利权属发生争议", Lot.University, Lot.At(10, 9)));
        Assert.That(auction.TryBid("1", Lot.Start, Lot.OpensAt).Refusal?.Code, Is.EqualTo("auction.withdrawn"));
    }

    [Test]
    public void Deciding_a_bid_allocates_no_more_after_ten_thousand_bids_than_after_ten()
    {
        var auction = Lot.Opened(terms => terms with { Ladder = [new LadderBand(Money.Zero, Money.Yuan(1))] });
        long Cost()
        {
            var next = new BidRequest("bid_x", "", auction.MinimumNext!.Value, Noon);
            _ = auction.Bid(next, "1", Noon);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var decision = auction.Bid(next, "1", Noon);
            _ = auction.Apply(decision.Events[0]);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        for (var i = 0; i < 10; i++) auction = auction.WithBid("1", auction.MinimumNext!.Value, Noon);
        var few = Cost();
        for (var i = 0; i < 10_000; i++) auction = auction.Apply(auction.Bid(new BidRequest("bid_x", "", auction.MinimumNext!.Value, Noon), "2", Noon).Events[0]);
        Assert.That(Cost(), Is.LessThanOrEqualTo(few).And.LessThan(1024));
    }
}
