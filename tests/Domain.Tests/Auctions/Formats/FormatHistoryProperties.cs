using System.Text.Json;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>Random histories of every format, judged bid by bid and at the end by the plain rules of <see cref="NaiveFormat"/>.</summary>
public class FormatHistoryProperties
{
    private const long Step = 10_000_000;

    private static Instant Bound(Play play, int seconds) => Lot.ClosesAt + TimeSpan.FromSeconds(play.Bounded ? seconds : 1_000_000);

    [Histories]
    public void Free_and_timed_phases(Play play)
    {
        int[] rounds = [120, 180, 300, 10];
        var round = rounds[play.Variant];
        Run(play, new Table(new FormatTerms(TimedRounds: new TimedRounds(round)), terms => Of(play, terms, atEnd: false) with { LatestEndAt = Bound(play, 2 * round), WholeSteps = true }, Reserve(play)),
            new NaiveTimedRounds(round * 1000L)
            {
                Ranks = Ranks,
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 2 * round)), WholeSteps = true, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Dutch(Play play)
    {
        var (reductions, step) = (new[] { 1, 5, 20, 99 }[play.Variant], 30);
        var closes = Lot.OpensAt + TimeSpan.FromSeconds((reductions + 1) * step);
        Run(play, new Table(new FormatTerms(Dutch: new Dutch(Money.WanYuan(3), reductions, step)), terms => Of(play, terms) with { ClosesAt = closes, Ladder = [], Sale = new SaleTerms(NextBidder: play.Told) }, Reserve(play, -4)),
            new NaiveDutch(3_000_000, reductions, step * 1000) { Ranks = Ranks, Match = Match(play), Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(closes), Start = Lot.Start.Fen, Reserve = Reserve(play, -4)?.Fen });
    }

    [Histories]
    public void Sealed_first_price(Play play) => Run(play, new Table(new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)), terms => Of(play, terms) with { Ladder = [] }, Reserve(play)),
        new NaiveSealed(600_000) { Ranks = Ranks, Match = Match(play), Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Reserve = Reserve(play)?.Fen });

    [Histories]
    public void Dutch_then_sealed_then_best(Play play)
    {
        var (reductions, step) = (new[] { 1, 5, 20, 80 }[play.Variant], 60);
        var closes = Lot.OpensAt + TimeSpan.FromSeconds((reductions + 1) * step);
        Run(play, new Table(new FormatTerms(DutchSealedBest: new DutchSealedBest(Money.WanYuan(3), reductions, step, 600, 300, 300)),
                terms => Of(play, terms) with { ClosesAt = closes, WholeSteps = play.WholeSteps }, Reserve(play)),
            new NaiveDutchSealedBest(3_000_000, reductions, step * 1000, 600_000, 300_000, 300_000)
            {
                Ranks = Ranks, Match = Match(play),
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(closes), Start = Lot.Start.Fen, WholeSteps = play.WholeSteps, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Rounds_in_turn(Play play)
    {
        var (rounds, turn, pause) = new[] { (3, 180, 180), (1, 60, 0), (10, 30, 5), (3, 10, 0) }[play.Variant];
        Run(play, new Table(new FormatTerms(Turns: new Turns(rounds, turn, pause)), terms => Of(play, terms) with { LatestEndAt = Bound(play, 900), WholeSteps = play.WholeSteps }, Reserve(play)),
            new NaiveTurns(rounds, turn * 1000, pause * 1000)
            {
                Ranks = Ranks, Match = Match(play),
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 900)), WholeSteps = play.WholeSteps, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Maxima_in_a_soft_close(Play play)
    {
        (long From, long Step)[] bands = play.Variant switch { 0 => [(0, Step)], 1 => [(0, Step), (350_000_000, 5_000_000)], 2 => [(0, Step), (340_000_000, 3 * Step)], _ => [(0, 7)] };
        if (play.Variant == 3) bands = [(0, 7_000_007)];
        Run(play, new Table(new FormatTerms(new SoftClose(300, ProxyBids: true)), terms => Of(play, terms, atEnd: false) with
            {
                LatestEndAt = Bound(play, 900), WholeSteps = play.WholeSteps, Ladder = [.. bands.Select(band => new LadderBand(new Money(band.From), new Money(band.Step)))],
            }, Reserve(play)),
            new NaiveProxies(300_000)
            {
                Ranks = Ranks,
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 900)), WholeSteps = play.WholeSteps, Bands = bands, Reserve = Reserve(play)?.Fen,
            }, proxies: true);
    }

    private static Dictionary<string, int> Ranks => new() { ["2"] = 3, ["3"] = 3, ["4"] = 1 };

    /// <summary>How long priorities are matched at the end.</summary>
    private static long Match(Play play) => play.Told ? 60_000 * (play.Variant + 1) : 0;

    private static AuctionTerms Of(Play play, AuctionTerms terms, bool atEnd = true) => terms with
    {
        Sale = new SaleTerms(NextBidder: true), Priority = !play.Told ? null : Table.Told(atEnd ? (int)(Match(play) / 1000) : null),
    };

    private static long Ms(Instant at) => at.UnixMilliseconds;

    private static Money? Reserve(Play play, int direction = 1) => play.ReserveSteps is { } steps ? Lot.Start + new Money(steps * direction * Step) : null;

    private static void Run(Play play, Table table, NaiveFormat naive, bool proxies = false)
    {
        var last = Ms(Lot.Before(Lot.OpensAt, 2_000));
        var sealedAmounts = new Dictionary<int, long>();
        foreach (var act in play.Acts)
        {
            last = Math.Max(last, Time(act, table, last));
            if (act.DueWorkFirst) table.Until(new Instant(last));
            if (act.Deed is not Deed.Bid)
            {
                Assert.That(act.Deed is Deed.Rest ? table.Rest(new Instant(last)) : table.Resume(new Instant(last)), Is.EqualTo(act.Deed is Deed.Rest ? naive.Rest(last) : naive.Resume(last)), $"{act} at {last}");
                continue;
            }
            var form = act.Form ?? Fitting(table.Stage, act.Extra, proxies);
            var amount = form is BidForm.Reveal && act.Extra % 8 != 0 ? sealedAmounts.GetValueOrDefault(act.Bidder)
                : form is BidForm.Priority && act.Extra % 8 != 0 ? table.Auction.Leading?.Amount.Fen ?? 0 : AmountOf(act, table.Auction);
            var before = table.Auction;

            var expected = naive.Bid(last, $"{act.Bidder}", form, amount, sealedAmounts.TryGetValue(act.Bidder, out var own) && own == amount);
            var actual = Do(table, act.Bidder, form, new Money(amount), new Instant(last));

            Assert.That(actual, Is.EqualTo(expected), $"{act} as {form} of {amount} at {last}");
            if (form is BidForm.Sealed && expected is null) sealedAmounts[act.Bidder] = amount;
            AssertStep(before, table.Auction, form, expected, new Instant(last));
        }
        if (naive.Rests) Assert.That((table.Resume(new Instant(last)), naive.Resume(last)), Is.EqualTo(((string?)null, (string?)null)));
        var result = table.End();
        Assert.That((result.Winner, result.Price?.Fen, result.Reason is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}") : null), Is.EqualTo(naive.Result));
        Assert.That(Ms(result.EndedAt), Is.EqualTo(naive.End));
        Assert.That(Folding.Picture(Folding.Replay<Auction>(table.Events)), Is.EqualTo(Folding.Picture(table.Auction)));
        var next = table.Auction.Terms.Sale!.NextBidder ? naive.Next : null;
        Assert.That((table.Auction.NextBidder?.Label, table.Auction.NextBidder?.Amount.Fen), Is.EqualTo((next?.Label, next?.Price)));
        AssertDeposits(table, next?.Label);
        // Also what the market bid for others, one by one.
        if (proxies) Assert.That(table.Events.OfType<BidPlaced>().Where(bid => bid.Priority is null).Select(bid => (bid.Label, bid.Amount.Fen)), Is.EqualTo(naive.Bids.Select(bid => (bid.Label, bid.Amount))));
    }

    private static long Time(Act act, Table table, long last) => act.When is When.Later ? last + act.Milliseconds
        : table.Auction.Due is { } due ? Ms(due) + (act.When is When.BeforeDue ? -1 : act.When is When.AtDue ? 0 : 1) : last;

    private static BidForm Fitting(Stage? stage, int extra, bool proxies) => stage?.Kind switch
    {
        AuctionStage.Priority => BidForm.Priority,
        AuctionStage.Descending => BidForm.Acceptance,
        AuctionStage.Sealed => BidForm.Sealed,
        AuctionStage.Reveal => BidForm.Reveal,
        _ => proxies && extra % 3 == 0 ? BidForm.Proxy : extra % 7 == 1 ? BidForm.Priority : BidForm.Open,
    };

    private static long AmountOf(Act act, Auction auction)
    {
        var least = (auction.Course!.Stage?.Price ?? auction.MinimumNext ?? Lot.Start).Fen;
        return act.Amount switch
        {
            Amount.Least => least,
            Amount.OneFenLess => least - 1,
            Amount.OneFenMore => least + 1,
            Amount.StepsMore => least + act.Extra % 7 * Step,
            Amount.SameAsLeading => auction.Leading?.Amount.Fen ?? 0,
            Amount.Nothing => 0,
            Amount.TooMuch => 1_000_000_000_000_001,
            _ => Lot.Start.Fen + (act.Extra % 6 - 1) * Step + act.Extra / 20 * 123,
        };
    }

    private static string? Do(Table table, int bidder, BidForm form, Money amount, Instant at) => form switch
    {
        BidForm.Acceptance => table.Accept(bidder, amount, at),
        BidForm.Sealed => table.Seal(bidder, amount, at),
        BidForm.Reveal => table.Reveal(bidder, amount, at),
        BidForm.Proxy => table.Leave(bidder, amount, at),
        BidForm.Priority => table.Claim(bidder, amount, at),
        _ => table.Bid(bidder, amount, at),
    };

    /// <summary>
    /// What holds from one bid to the next in every format; an acceptance may bring the end nearer, of equal sealed bids the earlier takes the
    /// lead, and so does a priority at the same price.
    /// </summary>
    private static void AssertStep(Auction before, Auction after, BidForm form, string? refused, Instant at)
    {
        if (refused is not null)
        {
            Assert.That(after, Is.SameAs(before));
            return;
        }
        Assert.That(at, Is.LessThan(before.ClosesAt).And.GreaterThanOrEqualTo(Lot.OpensAt));
        Assert.That(after.ClosesAt, Is.GreaterThan(at));
        if (form is not BidForm.Acceptance) Assert.That(after.ClosesAt, Is.GreaterThanOrEqualTo(before.ClosesAt));
        if (before.Leading is not { } led) return;
        Assert.That(after.Leading!.Value.Amount, Is.GreaterThanOrEqualTo(led.Amount));
        if (form is not (BidForm.Reveal or BidForm.Priority) && after.Leading != led) Assert.That(after.Leading.Value.Amount, Is.GreaterThan(led.Amount));
    }

    /// <summary>Only the winner's stays, and that of whoever would buy in its place.</summary>
    private static void AssertDeposits(Table table, string? next)
    {
        var settled = table.Bidders.After(table.Bidders.SettleDeposits(table.Auction, table.Result.EndedAt));
        Assert.That(settled.All.Where(bidder => bidder.Deposit.Held > Money.Zero).Select(bidder => bidder.Label), Is.EqualTo(new[] { table.Result.Winner, next }.OfType<string>().Order(StringComparer.Ordinal)));
        Assert.That(settled.Deposits.Held.Fen, Is.EqualTo(settled.All.Sum(bidder => bidder.Deposit.Held.Fen)));
    }
}
