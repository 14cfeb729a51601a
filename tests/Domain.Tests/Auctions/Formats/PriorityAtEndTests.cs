using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>
/// Formats in which the others cannot answer a priority: it matches the price once they have bid. Bidders 2 and 3 have rank 3, bidder 4 rank 1;
/// the price stands for them for 300 seconds, and the announcement lets the next bidder buy.
/// </summary>
public class PriorityAtEndTests
{
    private static readonly SaleTerms NextBuys = new(NextBidder: true);

    private static Table Open(FormatTerms format, TimeSpan? open = null) => new Table(format, terms => terms with
    {
        Priority = Table.Told(300), Sale = NextBuys, ClosesAt = open is { } time ? Lot.OpensAt + time : terms.ClosesAt,
    }).Until(Lot.OpensAt);

    private static Table Dutch() => Open(new FormatTerms(Dutch: new Dutch(Money.WanYuan(3), 4, 600)), TimeSpan.FromMinutes(50));

    private static Table Sealed() => Open(new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)));

    private static Table Turns() => Open(new FormatTerms(Turns: new Turns(1, 60, 0)));

    private static Table Insider() => Open(new FormatTerms(DutchSealedBest: new DutchSealedBest(Money.WanYuan(3), 4, 600, 600, 600, 300)), TimeSpan.FromMinutes(50));

    private static Instant After(int seconds) => Lot.OpensAt + TimeSpan.FromSeconds(seconds);

    private static (string?, Money?, string?, Money?) Sale(Table table)
    {
        var result = table.End();
        return (result.Winner, result.Price, table.Auction.NextBidder?.Label, table.Auction.NextBidder?.Amount);
    }

    private static (string?, Money?, string?, Money?) Sold(string winner, int wan, string? next, int? nextWan) =>
        (winner, Money.WanYuan(wan), next, nextWan is { } amount ? Money.WanYuan(amount) : null);

    [Test]
    public void An_accepted_price_stands_300_seconds_for_priorities_and_whoever_accepted_it_comes_next()
    {
        var table = Dutch();
        Assert.That(table.Claim(4, Lot.Start, After(10)), Is.EqualTo("bid.not_taken"));
        Assert.That(table.Accept(1, Money.WanYuan(297), After(600)), Is.Null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((table.Stage!.Kind, table.Stage.Price, table.Auction.ClosesAt), Is.EqualTo((AuctionStage.Priority, (Money?)Money.WanYuan(297), After(900))));
            Assert.That(table.Accept(2, Money.WanYuan(297), After(601)), Is.EqualTo("bid.price_taken"));
            Assert.That(table.Claim(1, Money.WanYuan(297), After(602)), Is.EqualTo("priority.none"));
            Assert.That(table.Claim(2, Money.WanYuan(300), After(602)), Is.EqualTo("priority.price_differs"));
        }
        Assert.That(table.Claim(2, Money.WanYuan(297), Lot.Before(After(900))), Is.Null);
        Assert.That(table.Claim(4, Money.WanYuan(297), After(900)), Is.EqualTo("auction.ended"), "a priority does not prolong it");
        Assert.That(Sale(table), Is.EqualTo(Sold("2", 297, "1", 297)));
        var alone = Dutch();
        alone.Accept(1, Lot.Start, After(0));
        Assert.That(Sale(alone), Is.EqualTo(Sold("1", 300, null, null)));
        Assert.That(alone.Result.EndedAt, Is.EqualTo(After(300)));
        Assert.That(Dutch().End().EndedAt, Is.EqualTo(After(3000)), "without an acceptance there is nothing to match");
    }

    [Test]
    public void The_highest_envelope_is_matched_once_all_are_revealed_and_the_second_comes_next()
    {
        var table = Sealed();
        var reveal = Lot.ClosesAt;
        for (var bidder = 1; bidder <= 3; bidder++) Assert.That(table.Seal(bidder, Money.WanYuan(300 + 10 * bidder), After(bidder)), Is.Null);
        Assert.That(table.Claim(4, Money.WanYuan(330), After(9)), Is.EqualTo("bid.not_taken"));
        for (var bidder = 1; bidder <= 3; bidder++) Assert.That(table.Reveal(bidder, Money.WanYuan(300 + 10 * bidder), reveal), Is.Null);
        Assert.That(table.Claim(4, Money.WanYuan(330), reveal), Is.EqualTo("bid.not_taken"));
        var from = reveal + TimeSpan.FromSeconds(600);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Reveal(1, Money.WanYuan(310), from), Is.EqualTo("bid.not_taken"));
            Assert.That(table.Claim(3, Money.WanYuan(330), from), Is.EqualTo("priority.leads"));
            Assert.That(table.Claim(2, Money.WanYuan(330), from), Is.Null);
            Assert.That(table.Claim(3, Money.WanYuan(330), from), Is.EqualTo("priority.outranked"));
            Assert.That(table.Claim(4, Money.WanYuan(330), from), Is.Null);
        }
        Assert.That(Sale(table), Is.EqualTo(Sold("4", 330, "2", 330)));
        Assert.That(table.Result.EndedAt, Is.EqualTo(from + TimeSpan.FromSeconds(300)));

        var unmatched = Sealed();
        for (var bidder = 1; bidder <= 3; bidder++) unmatched.Seal(bidder, Money.WanYuan(320), After(bidder));
        for (var bidder = 3; bidder >= 1; bidder--) unmatched.Reveal(bidder, Money.WanYuan(320), reveal);
        Assert.That(Sale(unmatched), Is.EqualTo(Sold("1", 320, "2", 320)), "of equal ones the earlier comes next");
        var empty = Sealed();
        empty.Seal(1, Money.WanYuan(310), After(1));
        Assert.That(empty.End().EndedAt, Is.EqualTo(from), "what nobody revealed is not matched");
    }

    [Test]
    public void After_the_last_turn_the_leading_price_is_matched_and_the_best_of_the_others_comes_next()
    {
        var table = Turns();
        table.Bid(1, Lot.Start, After(1));
        table.Bid(2, Money.WanYuan(320), After(2));
        table.Bid(3, Money.WanYuan(310), After(3));
        var turns = Lot.ClosesAt + TimeSpan.FromSeconds(180);
        Assert.That(table.Auction.ClosesAt, Is.EqualTo(turns + TimeSpan.FromSeconds(300)));
        table.Until(Lot.ClosesAt);
        Assert.That(table.Claim(4, Money.WanYuan(320), Lot.ClosesAt), Is.EqualTo("bid.not_taken"));
        Assert.That(table.Bid(1, Money.WanYuan(330), Lot.ClosesAt), Is.Null);
        Assert.That(table.Bid(2, Money.WanYuan(340), turns), Is.EqualTo("bid.not_taken"), "its turn is over");
        Assert.That(table.Claim(4, Money.WanYuan(330), turns), Is.Null);
        Assert.That(Sale(table), Is.EqualTo(Sold("4", 330, "1", 330)));

        var plain = Turns();
        plain.Bid(1, Money.WanYuan(320), After(1));
        plain.Bid(2, Lot.Start, After(2));
        plain.Bid(3, Money.WanYuan(310), After(3));
        Assert.That(Sale(plain), Is.EqualTo(Sold("1", 320, "3", 310)), "an offer that never led comes next");
        var alone = Turns();
        alone.Bid(1, Lot.Start, After(1));
        Assert.That(alone.Claim(4, Lot.Start, Lot.ClosesAt), Is.Null, "one offer is enough to be matched");
        Assert.That(alone.End().EndedAt, Is.EqualTo(Lot.ClosesAt + TimeSpan.FromSeconds(300)));
    }

    [Test]
    public void Turns_end_where_the_bound_leaves_the_time_for_priorities()
    {
        var bound = Lot.ClosesAt + TimeSpan.FromSeconds(400);
        var table = new Table(new FormatTerms(Turns: new Turns(3, 60, 0)), terms => terms with { Priority = Table.Told(300), LatestEndAt = bound }).Until(Lot.OpensAt);
        table.Bid(1, Lot.Start, After(1));
        table.Bid(2, Money.WanYuan(310), After(2));
        table.Until(Lot.ClosesAt + TimeSpan.FromSeconds(60));
        Assert.That((table.Stage!.Label, table.Stage.EndsAt), Is.EqualTo(("2", bound - TimeSpan.FromSeconds(300))));
        Assert.That(table.Claim(3, Money.WanYuan(310), bound - TimeSpan.FromSeconds(300)), Is.Null);
        Assert.That(table.End().EndedAt, Is.EqualTo(bound));
    }

    [Test]
    public void What_leads_after_the_last_word_is_matched_and_each_stage_that_had_nothing_to_decide_is_left_out()
    {
        var table = Insider();
        Assert.That(table.Accept(1, Lot.Start, After(0)), Is.Null);
        Assert.That(table.Claim(4, Lot.Start, After(1)), Is.EqualTo("bid.not_taken"));
        table.Seal(2, Money.WanYuan(320), After(1));
        table.Seal(3, Money.WanYuan(310), After(2));
        table.Reveal(2, Money.WanYuan(320), After(600));
        table.Reveal(3, Money.WanYuan(310), After(601));
        Assert.That(table.Bid(1, Money.WanYuan(330), After(1200)), Is.Null);
        Assert.That(table.Claim(4, Money.WanYuan(330), After(1499)), Is.EqualTo("bid.not_taken"));
        Assert.That(table.Claim(4, Money.WanYuan(330), After(1500)), Is.Null);
        Assert.That(table.Accept(1, Money.WanYuan(330), After(1501)), Is.EqualTo("bid.price_taken"));
        Assert.That(Sale(table), Is.EqualTo(Sold("4", 330, "1", 330)));
        Assert.That(table.Result.EndedAt, Is.EqualTo(After(1800)));

        var unsealed = Insider();
        unsealed.Accept(1, Lot.Start, After(0));
        Assert.That(unsealed.Claim(4, Lot.Start, After(600)), Is.Null, "nobody sealed, so there is nothing to reveal");
        Assert.That((Sale(unsealed), unsealed.Result.EndedAt), Is.EqualTo((Sold("4", 300, "1", 300), After(900))));
        var unrevealed = Insider();
        unrevealed.Accept(1, Lot.Start, After(0));
        unrevealed.Seal(2, Money.WanYuan(320), After(1));
        Assert.That((Sale(unrevealed), unrevealed.Result.EndedAt), Is.EqualTo((Sold("1", 300, null, null), After(1500))), "nobody revealed, so there is no last word");
        var beaten = Insider();
        beaten.Accept(1, Lot.Start, After(0));
        beaten.Seal(2, Money.WanYuan(320), After(1));
        beaten.Reveal(2, Money.WanYuan(320), After(600));
        Assert.That(Sale(beaten), Is.EqualTo(Sold("2", 320, "1", 300)));
    }

    [Test]
    public void A_pause_while_the_price_stands_for_priorities_leaves_the_time_that_was_left()
    {
        var table = Dutch();
        table.Accept(1, Lot.Start, After(0));
        Assert.That(table.Rest(After(100)), Is.Null);
        Assert.That(table.Claim(4, Lot.Start, After(200)), Is.EqualTo("auction.paused"));
        Assert.That(table.Resume(After(1000)), Is.Null);
        Assert.That((table.Auction.ClosesAt, table.Stage!.EndsAt), Is.EqualTo((After(1200), After(1200))));
        Assert.That(table.Claim(4, Lot.Start, Lot.Before(After(1200))), Is.Null);
    }

    [Test]
    public void The_next_buys_after_a_default_whatever_the_format_and_its_deposit_is_kept_until_then()
    {
        var table = Sealed();
        for (var bidder = 1; bidder <= 2; bidder++) table.Seal(bidder, Money.WanYuan(300 + 10 * bidder), After(bidder));
        for (var bidder = 1; bidder <= 2; bidder++) table.Reveal(bidder, Money.WanYuan(300 + 10 * bidder), Lot.ClosesAt);
        table.End();
        var kept = table.Bidders.After(table.Bidders.SettleDeposits(table.Auction, table.Result.EndedAt));
        Assert.That(kept.All.Where(bidder => bidder.Deposit.Held > Money.Zero).Select(bidder => bidder.Label), Is.EqualTo(new[] { "1", "2" }));
        var called = table.Auction.After(table.Auction.DeclareDefault("买受人逾期未签订合同。", filed: false, Lot.Market, Lot.At(16, 12)));
        Assert.That((called.Phase, called.Result!.Winner, called.Result.Price, called.NextBidder), Is.EqualTo((AuctionPhase.Sold, "1", (Money?)Money.WanYuan(310), (Lead?)null)));
    }

    private static string? Announce(FormatTerms format, int? seconds, bool told = true, Func<AuctionTerms, AuctionTerms>? change = null)
    {
        var terms = Lot.Terms with { Format = format, Priority = told ? Table.Told(seconds) : null, Ladder = Lot.Steps(10), Sale = NextBuys };
        if (format.Dutch is not null) terms = terms with { ClosesAt = Lot.OpensAt + TimeSpan.FromMinutes(50) };
        if (change is not null) terms = change(terms);
        var decision = Auction.Announce(Lot.Id, terms, Lot.Rules, Lot.AnnouncedAt, terms.Priority?.Holders ?? []);
        return decision.Refusal is { } refusal ? $"{refusal.Code} {refusal.Pointer}" : ((AuctionAnnounced)decision.Events[0]).Terms.Priority?.MatchSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Test]
    public void The_time_for_priorities_is_the_rules_window_or_60_seconds_to_a_week_and_only_where_there_is_one()
    {
        var (envelopes, soft) = (new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)), new FormatTerms(new SoftClose()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Announce(envelopes, null), Is.EqualTo("300"));
            Assert.That(Announce(envelopes, 60), Is.EqualTo("60"));
            Assert.That(Announce(envelopes, 604_800), Is.EqualTo("604800"));
            Assert.That(Announce(envelopes, 59), Is.EqualTo("auction.format_out_of_range /priority/matchSeconds"));
            Assert.That(Announce(envelopes, 604_801), Is.EqualTo("auction.format_out_of_range /priority/matchSeconds"));
            Assert.That(Announce(envelopes, null, told: false), Is.Null);
            Assert.That(Announce(soft, null), Is.Null);
            Assert.That(Announce(soft, 300), Is.EqualTo("priority.matched_while_bidding /priority/matchSeconds"));
            Assert.That(Announce(envelopes, 300, change: terms => terms with { LatestEndAt = terms.ClosesAt + TimeSpan.FromSeconds(899) }), Is.EqualTo("auction.times_out_of_order /latestEndAt"));
            Assert.That(Announce(envelopes, 300, change: terms => terms with { LatestEndAt = terms.ClosesAt + TimeSpan.FromSeconds(900) }), Is.EqualTo("300"));
        }
    }

    [Test]
    public void Where_one_acceptance_decides_a_next_bidder_is_promised_only_if_a_priority_may_come_before()
    {
        var dutch = new FormatTerms(Dutch: new Dutch(Money.WanYuan(3), 4, 600));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Announce(dutch, null, told: false), Is.EqualTo("auction.next_bidder_impossible /sale/nextBidder"));
            Assert.That(Announce(dutch, null, told: false, change: terms => terms with { Sale = null }), Is.Null);
            Assert.That(Announce(dutch, null), Is.EqualTo("300"));
        }
    }
}
