using System.Text;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>The formats by their own words: the smallest stories that show each rule.</summary>
public class FormatTests
{
    private static readonly Instant Noon = Lot.At(15, 12), Opens = Lot.OpensAt, Closes = Lot.ClosesAt;

    private static Money Wan(long wan) => Money.WanYuan(wan);

    private static Instant After(Instant at, double seconds) => at + TimeSpan.FromSeconds(seconds);

    private static string? Refusal(FormatTerms? format, Func<AuctionTerms, AuctionTerms>? change = null)
    {
        var refusal = Auction.Announce(Lot.Id, (change ?? (same => same))(Lot.Terms with { Format = format }), Lot.Rules, Lot.AnnouncedAt).Refusal;
        return refusal is null ? null : $"{refusal.Code} {refusal.Pointer}";
    }

    private static Table Rounds(int seconds = 180) => new(new FormatTerms(TimedRounds: new TimedRounds(seconds)));

    [Test]
    public void In_the_free_phase_a_bid_moves_nothing_and_behind_it_each_bid_opens_a_round_of_three_minutes()
    {
        var table = Rounds();
        Assert.That(table.Bid(1, Wan(300), Noon), Is.Null);
        Assert.That(table.Bid(2, Wan(320), Lot.Before(Closes)), Is.Null);
        Assert.That(table.Stage, Is.EqualTo(new Stage(AuctionStage.Free, 1, Opens, Closes)));
        Assert.That(table.Auction.ClosesAt, Is.EqualTo(After(Closes, 180)));
        Assert.That(table.Bid(1, Wan(330), After(Closes, 179)), Is.Null);
        Assert.That(table.Stage, Is.EqualTo(new Stage(AuctionStage.Timed, 2, After(Closes, 179), After(Closes, 359))));
        Assert.That(table.Bid(2, Wan(340), After(Closes, 359)), Is.EqualTo("auction.ended"));
        Assert.That(table.End(), Is.EqualTo(new AuctionClosed(After(Closes, 359), AuctionOutcome.Sold, null, "1", table.Auction.Leading!.Value.Bid, Wan(330), null)));
    }

    [Test]
    public void A_round_without_a_bid_ends_it_and_bids_go_by_whole_steps_from_the_first_phase_on()
    {
        var table = Rounds(120);
        Assert.That(table.Bid(1, Wan(300), Noon), Is.Null);
        Assert.That(table.Bid(2, Wan(315), Noon), Is.EqualTo("bid.off_ladder"));
        Assert.That(table.End().EndedAt, Is.EqualTo(After(Closes, 120)));
        Assert.That(Refusal(new FormatTerms(TimedRounds: new TimedRounds(120)), terms => terms with { WholeSteps = false }), Is.EqualTo("auction.whole_steps_required /wholeSteps"));
    }

    [Test]
    public void The_bound_cuts_the_last_round_short()
    {
        var table = new Table(new FormatTerms(TimedRounds: new TimedRounds(180)), terms => terms with { LatestEndAt = After(Closes, 200) });
        Assert.That(table.Bid(1, Wan(300), After(Closes, 100)), Is.Null);
        Assert.That(table.Auction.ClosesAt, Is.EqualTo(After(Closes, 200)));
    }

    private static readonly FormatTerms Falling = new(Dutch: new Dutch(Wan(3), 99, 243));

    private static Table Dutch(Money? reserve = null) => new(Falling, terms => terms with { ClosesAt = After(terms.OpensAt, 24_300), Ladder = [] }, reserve);

    [Test]
    public void A_price_falls_a_hundredth_of_the_start_99_times_in_405_minutes_and_the_first_to_accept_has_it()
    {
        var table = Dutch();
        Assert.That(table.Accept(1, Wan(297), After(Opens, 242)), Is.EqualTo("bid.price_differs"));
        Assert.That(table.Refused!.Arguments, Is.EqualTo(new[] { new RefusalArgument("price", "3000000.00") }));
        Assert.That(table.Accept(2, Wan(297), After(Opens, 243)), Is.Null);
        Assert.That(table.Accept(3, Wan(297), After(Opens, 243)), Is.EqualTo("bid.price_taken"));
        Assert.That(table.Accept(3, Wan(297), After(Opens, 244)), Is.EqualTo("auction.ended"));
        var end = table.End();
        Assert.That((end.Winner, end.Price, end.EndedAt), Is.EqualTo(("2", (Money?)Wan(297), new Instant(After(Opens, 243).UnixMilliseconds + 1))));
        Assert.That(table.Events.OfType<StageStarted>().Single().Price, Is.EqualTo(Wan(297)));
    }

    [Test]
    public void A_falling_price_that_nobody_accepts_ends_at_three_wan_unsold()
    {
        var table = Dutch();
        Assert.That(table.End().Reason, Is.EqualTo(UnsoldReason.NoBids));
        Assert.That(table.Events.OfType<StageStarted>().Select(stage => stage.Price!.Value), Is.EqualTo(Enumerable.Range(1, 99).Select(i => Wan(300 - 3 * i))));
        Assert.That(table.Result.EndedAt, Is.EqualTo(After(Opens, 24_300)));
        Assert.That(Dutch().Bid(1, Wan(300), Noon), Is.EqualTo("bid.not_taken"));
    }

    [Test]
    public void Below_the_reserve_an_acceptance_has_no_effect()
    {
        var table = Dutch(reserve: Wan(299));
        Assert.That(table.Accept(1, Wan(297), After(Opens, 243)), Is.Null);
        Assert.That(table.End().Reason, Is.EqualTo(UnsoldReason.ReserveNotMet));
    }

    [Test]
    public void A_schedule_must_end_where_its_prices_end_and_above_zero()
    {
        Assert.That(Refusal(Falling), Is.EqualTo("auction.schedule_differs /closesAt"));
        Assert.That(Refusal(new FormatTerms(Dutch: new Dutch(Wan(3), 100, 243))), Is.EqualTo("auction.format_out_of_range /format/dutch/reduction"));
        Assert.That(Refusal(new FormatTerms(Dutch: new Dutch(Wan(3), 0, 243))), Is.EqualTo("auction.format_out_of_range /format/dutch/reductions"));
        Assert.That(Refusal(new FormatTerms()), Is.EqualTo("auction.format_unclear /format"));
        Assert.That(Refusal(new FormatTerms(new SoftClose(300), new TimedRounds(120))), Is.EqualTo("auction.format_unclear /format"));
        Assert.That(Refusal(new FormatTerms(TimedRounds: new TimedRounds(9)), terms => terms with { WholeSteps = true }), Is.EqualTo("auction.format_out_of_range /format/timedRounds/roundSeconds"));
        Assert.That(Refusal(new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)), terms => terms with { LatestEndAt = After(Closes, 599) }), Is.EqualTo("auction.times_out_of_order /latestEndAt"));
    }

    private static Table Sealed() => new(new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)), terms => terms with { Ladder = [] });

    [Test]
    public void Sealed_bids_are_opened_after_the_end_and_the_earlier_of_two_equal_ones_wins()
    {
        var table = Sealed();
        Assert.That(table.Seal(2, Wan(310), Noon), Is.Null);
        Assert.That(table.Seal(1, Wan(310), After(Noon, 1)), Is.Null);
        Assert.That(table.Seal(3, Wan(305), After(Noon, 2)), Is.Null);
        Assert.That(table.Seal(4, Wan(900), After(Noon, 3)), Is.Null);
        Assert.That((table.Auction.Leading, table.Auction.Bids), Is.EqualTo(((Lead?)null, 4L)));
        Assert.That(table.Reveal(1, Wan(310), Closes), Is.Null);
        Assert.That(table.Auction.Leading!.Value.Label, Is.EqualTo("1"));
        Assert.That(table.Reveal(2, Wan(310), After(Closes, 1)), Is.Null);
        Assert.That(table.Reveal(3, Wan(305), After(Closes, 599.999)), Is.Null);
        Assert.That(table.Reveal(4, Wan(900), After(Closes, 600)), Is.EqualTo("auction.ended"));
        var end = table.End();
        Assert.That((end.Winner, end.Price), Is.EqualTo(("2", (Money?)Wan(310))));
        Assert.That(table.Events.OfType<SealedBidLapsed>().Single().Label, Is.EqualTo("4"));
    }

    [Test]
    public void Each_wrong_way_with_a_sealed_bid_has_its_own_code()
    {
        var table = Sealed();
        Assert.That(table.Take(1, new BidRequest { Form = BidForm.Sealed, Commitment = new byte[31] }, Noon), Is.EqualTo("bid.commitment_malformed"));
        Assert.That(table.Seal(1, Wan(310), Noon), Is.Null);
        Assert.That(table.Seal(1, Wan(320), Noon), Is.EqualTo("bid.already_sealed"));
        Assert.That(table.Reveal(1, Wan(310), Lot.Before(Closes)), Is.EqualTo("bid.reveal_too_early"));
        Assert.That((table.Refused!.Amount, table.Refused.Salt), Is.EqualTo(((Money?)null, (byte[]?)null)));
        Assert.That(table.Bid(1, Wan(310), Noon), Is.EqualTo("bid.not_taken"));
        Assert.That(table.Seal(2, Wan(310), Closes), Is.EqualTo("bid.not_taken"));
        Assert.That(table.Reveal(2, Wan(310), Closes), Is.EqualTo("bid.not_sealed"));
        Assert.That(table.Reveal(1, Wan(311), Closes), Is.EqualTo("bid.reveal_mismatch"));
        Assert.That(table.Refused!.Amount, Is.EqualTo(Wan(311)));
        Assert.That(table.Reveal(1, Wan(310), Closes), Is.Null);
        Assert.That(table.Reveal(1, Wan(310), Closes), Is.EqualTo("bid.already_revealed"));
    }

    [Test]
    public void A_commitment_cannot_be_revealed_under_another_label_or_in_another_auction()
    {
        var salt = Table.Salt(1);
        var own = SealedBids.Commit(Lot.Id, "1", Wan(310), salt);
        Assert.That(SealedBids.Commit(Lot.Id, "2", Wan(310), salt), Is.Not.EqualTo(own));
        Assert.That(SealedBids.Commit("auc_x", "1", Wan(310), salt), Is.Not.EqualTo(own));
        // Made with sha256sum over the four lines and 32 bytes 'A'.
        Assert.That(Convert.ToHexStringLower(SealedBids.Commit("auc_019870a1c2d37f0e8a5b6c7d8e9fa0b6", "2", Wan(310), Encoding.ASCII.GetBytes(new string('A', 32)))),
            Is.EqualTo("77be003916392adf0eec5cb8da7370c0e76305c84a770167ed2a04830c95c8cf"));
    }

    private static Table Insider() => new(
        new FormatTerms(DutchSealedBest: new DutchSealedBest(Wan(3), 80, 300, 600, 300, 300)), terms => terms with { ClosesAt = After(terms.OpensAt, 24_300) });

    [Test]
    public void After_the_accepted_price_the_others_seal_and_the_one_who_accepted_has_the_last_word()
    {
        var table = Insider();
        var at = After(Opens, 600);
        Assert.That(table.Accept(1, Wan(294), at), Is.Null);
        Assert.That(table.Stage, Is.EqualTo(new Stage(AuctionStage.Sealed, 1, at, After(at, 600))));
        Assert.That(table.Accept(2, Wan(294), at), Is.EqualTo("bid.price_taken"));
        Assert.That(table.Seal(1, Wan(400), at), Is.EqualTo("bid.accepted_already"));
        Assert.That(table.Seal(2, Wan(310), After(at, 1)), Is.Null);
        Assert.That(table.Seal(3, Wan(303), After(at, 2)), Is.Null);
        Assert.That(table.Reveal(3, Wan(303), After(at, 600)), Is.EqualTo("bid.too_low"));
        Assert.That(table.Reveal(2, Wan(310), After(at, 601)), Is.Null);
        Assert.That(table.Bid(2, Wan(330), After(at, 900)), Is.EqualTo("bid.not_your_turn"));
        Assert.That(table.Bid(1, Wan(319), After(at, 900)), Is.EqualTo("bid.too_low"));
        Assert.That(table.Bid(1, Wan(320), After(at, 901)), Is.Null);
        var end = table.End();
        Assert.That((end.Winner, end.Price, end.EndedAt), Is.EqualTo(("1", (Money?)Wan(320), After(at, 1200))));
    }

    [Test]
    public void Where_nobody_seals_or_reveals_the_one_who_accepted_wins_at_once()
    {
        var alone = Insider();
        Assert.That(alone.Accept(1, Wan(300), Opens), Is.Null);
        Assert.That((alone.End().EndedAt, alone.Result.Price), Is.EqualTo((After(Opens, 600), (Money?)Wan(300))));
        var silent = Insider();
        Assert.That(silent.Accept(1, Wan(300), Opens), Is.Null);
        Assert.That(silent.Seal(2, Wan(400), Opens), Is.Null);
        Assert.That((silent.End().EndedAt, silent.Result.Winner), Is.EqualTo((After(Opens, 900), "1")));
    }

    private static Table InTurn(int pause = 180) => new(new FormatTerms(Turns: new Turns(3, 180, pause)));

    [Test]
    public void Three_bidders_move_from_the_lowest_offer_to_the_highest_and_of_equal_offers_the_later_moves_first()
    {
        var table = InTurn();
        foreach (var (bidder, wan) in new[] { (1, 320), (2, 310), (3, 320) }) Assert.That(table.Bid(bidder, Wan(wan), After(Noon, bidder)), Is.Null);
        Assert.That(table.Auction.Leading!.Value.Label, Is.EqualTo("1"));
        Assert.That(table.Auction.ClosesAt, Is.EqualTo(After(Closes, 3 * (180 + 3 * 180))));
        Assert.That(table.Bid(2, Wan(330), After(Closes, 10)), Is.EqualTo("bid.between_rounds"));
        Assert.That(table.Bid(1, Wan(330), After(Closes, 180)), Is.EqualTo("bid.not_your_turn"));
        Assert.That(table.Bid(2, Wan(330), After(Closes, 180)), Is.Null);
        Assert.That(table.Bid(2, Wan(350), After(Closes, 359.999)), Is.Null);
        table.End();
        Assert.That(table.Events.OfType<StageStarted>().Where(stage => stage.Stage is AuctionStage.Turn).Select(stage => $"{stage.Number}:{stage.Label}"),
            Is.EqualTo("1:2 1:3 1:1 2:3 2:1 2:2 3:3 3:1 3:2".Split(' ')));
        Assert.That((table.Result.Winner, table.Result.Price), Is.EqualTo(("2", (Money?)Wan(350))));
    }

    [Test]
    public void One_offer_alone_makes_no_rounds()
    {
        var table = InTurn();
        Assert.That(table.Bid(1, Wan(300), Noon), Is.Null);
        Assert.That((table.End().EndedAt, table.Events.OfType<StageStarted>().Count()), Is.EqualTo((Closes, 0)));
    }

    [Test]
    public void Everything_that_is_still_to_come_comes_later_by_the_time_at_rest()
    {
        foreach (var table in new[] { Rounds(), Dutch(), Sealed(), Insider(), InTurn() })
        {
            table.Until(Opens);
            var (course, later) = (table.Auction.Course!, table.Auction.Course!.Postponed(TimeSpan.FromHours(2)));
            Assert.That(later.ClosesAt - course.ClosesAt, Is.EqualTo(TimeSpan.FromHours(2)));
            Assert.That(later.Stage!.EndsAt - course.Stage!.EndsAt, Is.EqualTo(TimeSpan.FromHours(2)));
        }
    }

    [Test]
    public void Every_format_comes_back_from_bytes_as_it_was()
    {
        var insider = Insider();
        insider.Accept(1, Wan(300), Opens);
        insider.Seal(2, Wan(400), Opens);
        insider.Reveal(2, Wan(400), After(Opens, 600));
        insider.End();
        var turns = InTurn(pause: 0);
        turns.Bid(1, Wan(300), Noon);
        turns.Bid(2, Wan(300), Noon);
        turns.End();
        foreach (var table in new[] { insider, turns })
            Assert.That(Folding.Picture(Folding.Replay<Auction>(table.Events)), Is.EqualTo(Folding.Picture(table.Auction)));
    }
}
