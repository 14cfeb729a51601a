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
        Run(play, new Table(new FormatTerms(TimedRounds: new TimedRounds(round)), terms => terms with { LatestEndAt = Bound(play, 2 * round), WholeSteps = true }, Reserve(play)),
            new NaiveTimedRounds(round * 1000L)
            {
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 2 * round)), WholeSteps = true, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Dutch(Play play)
    {
        var (reductions, step) = (new[] { 1, 5, 20, 99 }[play.Variant], 30);
        var closes = Lot.OpensAt + TimeSpan.FromSeconds((reductions + 1) * step);
        Run(play, new Table(new FormatTerms(Dutch: new Dutch(Money.WanYuan(3), reductions, step)), terms => terms with { ClosesAt = closes, Ladder = [] }, Reserve(play, -4)),
            new NaiveDutch(3_000_000, reductions, step * 1000) { Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(closes), Start = Lot.Start.Fen, Reserve = Reserve(play, -4)?.Fen });
    }

    [Histories]
    public void Sealed_first_price(Play play) => Run(play, new Table(new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600)), terms => terms with { Ladder = [] }, Reserve(play)),
        new NaiveSealed(600_000) { Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Reserve = Reserve(play)?.Fen });

    [Histories]
    public void Dutch_then_sealed_then_best(Play play)
    {
        var (reductions, step) = (new[] { 1, 5, 20, 80 }[play.Variant], 60);
        var closes = Lot.OpensAt + TimeSpan.FromSeconds((reductions + 1) * step);
        Run(play, new Table(new FormatTerms(DutchSealedBest: new DutchSealedBest(Money.WanYuan(3), reductions, step, 600, 300, 300)),
                terms => terms with { ClosesAt = closes, WholeSteps = play.WholeSteps }, Reserve(play)),
            new NaiveDutchSealedBest(3_000_000, reductions, step * 1000, 600_000, 300_000, 300_000)
            {
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(closes), Start = Lot.Start.Fen, WholeSteps = play.WholeSteps, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Rounds_in_turn(Play play)
    {
        var (rounds, turn, pause) = new[] { (3, 180, 180), (1, 60, 0), (10, 30, 5), (3, 10, 0) }[play.Variant];
        Run(play, new Table(new FormatTerms(Turns: new Turns(rounds, turn, pause)), terms => terms with { LatestEndAt = Bound(play, 900), WholeSteps = play.WholeSteps }, Reserve(play)),
            new NaiveTurns(rounds, turn * 1000, pause * 1000)
            {
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 900)), WholeSteps = play.WholeSteps, Reserve = Reserve(play)?.Fen,
            });
    }

    [Histories]
    public void Maxima_in_a_soft_close(Play play)
    {
        (long From, long Step)[] bands = play.Variant switch { 0 => [(0, Step)], 1 => [(0, Step), (350_000_000, 5_000_000)], 2 => [(0, Step), (340_000_000, 3 * Step)], _ => [(0, 7)] };
        if (play.Variant == 3) bands = [(0, 7_000_007)];
        Run(play, new Table(new FormatTerms(new SoftClose(300, ProxyBids: true)), terms => terms with
            {
                LatestEndAt = Bound(play, 900), WholeSteps = play.WholeSteps, Ladder = [.. bands.Select(band => new LadderBand(new Money(band.From), new Money(band.Step)))],
            }, Reserve(play)),
            new NaiveProxies(300_000)
            {
                Opens = Ms(Lot.OpensAt), PlannedEnd = Ms(Lot.ClosesAt), Start = Lot.Start.Fen, Bound = Ms(Bound(play, 900)), WholeSteps = play.WholeSteps, Bands = bands, Reserve = Reserve(play)?.Fen,
            }, proxies: true);
    }

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
            var form = act.Form ?? Fitting(table.Stage, proxies && act.Extra % 3 == 0);
            var amount = form is BidForm.Reveal && act.Extra % 8 != 0 ? sealedAmounts.GetValueOrDefault(act.Bidder) : AmountOf(act, table.Auction);
            var before = table.Auction;

            var expected = naive.Bid(last, $"{act.Bidder}", form, amount, sealedAmounts.TryGetValue(act.Bidder, out var own) && own == amount);
            var actual = Do(table, act.Bidder, form, new Money(amount), new Instant(last));

            Assert.That(actual, Is.EqualTo(expected), $"{act} as {form} of {amount} at {last}");
            if (form is BidForm.Sealed && expected is null) sealedAmounts[act.Bidder] = amount;
            AssertStep(before, table.Auction, form, expected, new Instant(last));
        }
        var result = table.End();
        Assert.That((result.Winner, result.Price?.Fen, result.Reason is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}") : null), Is.EqualTo(naive.Result));
        Assert.That(Ms(result.EndedAt), Is.EqualTo(naive.End));
        Assert.That(Folding.Picture(Folding.Replay<Auction>(table.Events)), Is.EqualTo(Folding.Picture(table.Auction)));
        AssertDeposits(table);
        // Also what the market bid for others, one by one.
        if (proxies) Assert.That(table.Events.OfType<BidPlaced>().Select(bid => (bid.Label, bid.Amount.Fen)), Is.EqualTo(naive.Bids.Select(bid => (bid.Label, bid.Amount))));
    }

    private static long Time(Act act, Table table, long last) => act.When is When.Later ? last + act.Milliseconds
        : table.Auction.Due is { } due ? Ms(due) + (act.When is When.BeforeDue ? -1 : act.When is When.AtDue ? 0 : 1) : last;

    private static BidForm Fitting(Stage? stage, bool maximum) => stage?.Kind switch
    {
        AuctionStage.Descending => BidForm.Acceptance,
        AuctionStage.Sealed => BidForm.Sealed,
        AuctionStage.Reveal => BidForm.Reveal,
        _ => maximum ? BidForm.Proxy : BidForm.Open,
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
        _ => table.Bid(bidder, amount, at),
    };

    /// <summary>What holds from one bid to the next in every format; an acceptance may bring the end nearer, and of equal sealed bids the earlier takes the lead.</summary>
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
        if (form is not BidForm.Reveal && after.Leading != led) Assert.That(after.Leading.Value.Amount, Is.GreaterThan(led.Amount));
    }

    private static void AssertDeposits(Table table)
    {
        var settled = table.Bidders.After(table.Bidders.SettleDeposits(table.Auction, table.Result.EndedAt));
        Assert.That(settled.All.Where(bidder => bidder.Deposit.Held > Money.Zero).Select(bidder => bidder.Label), Is.EqualTo(table.Result.Winner is { } winner ? new[] { winner } : []));
        Assert.That(settled.Deposits.Held.Fen, Is.EqualTo(settled.All.Sum(bidder => bidder.Deposit.Held.Fen)));
    }
}
