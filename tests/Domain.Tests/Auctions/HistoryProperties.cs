using System.Text;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>Random histories of bids, judged bid by bid and at the end by <see cref="NaiveAuction"/>.</summary>
public class HistoryProperties
{
    // Four who may bid, then one not qualified, one who has not paid, one suspended, one rejected; the ninth never registered.
    private static readonly Actor[] Bidders =
    [
        .. "浙江玻璃股份有限公司 湖州窑炉工程有限公司 桐乡环保设备有限公司 绍兴光电材料有限公司 宁波海洋装备有限公司 金华农业机械有限公司 温州泵阀有限公司 台州模具有限公司 嘉兴纺织有限公司"
            .Split(' ').Select(name => Lot.Of(name)),
    ];

    private static readonly NaiveAuction.Person[] People =
    [
        new("1", Paid: Lot.Deposit.Fen), new("2", Paid: Lot.Deposit.Fen), new("3", Paid: Lot.Deposit.Fen), new("4", Paid: Lot.Deposit.Fen),
        new("5", Qualified: false, Paid: Lot.Deposit.Fen), new("6"), new("7", Paid: Lot.Deposit.Fen, Suspended: true),
        new("8", Qualified: false, Rejected: true), new(null),
    ];

    private static readonly (long From, long Step)[][] Ladders =
    [
        [(0, 10_000_000)],
        [(0, 10_000_000), (320_000_000, 7), (350_000_001, 20_000_000)],
        [(0, 1)],
    ];

    private static AuctionBidders Registered(Auction auction)
    {
        var bidders = AuctionBidders.Initial;
        for (var i = 0; i < People.Length; i++)
        {
            if (People[i].Label is not { } label) continue;
            bidders = bidders.After(bidders.Register(auction, Lot.InGoodStanding, Bidders[i], Lot.At(5, 10)));
            if (People[i].Rejected) bidders = bidders.After(bidders.Reject(auction, label, ["材料不全"], Lot.Market, Lot.At(6, 10)));
            else if (People[i].Qualified) bidders = bidders.After(bidders.Qualify(auction, label, Lot.Market, Lot.At(6, 10)));
            if (People[i].Paid > 0) bidders = bidders.After(bidders.ConfirmDeposit(auction, label, Lot.Deposit, "20260906", Lot.Market, Lot.At(6, 11)));
        }
        return bidders;
    }

    private sealed class Run
    {
        public readonly NaiveAuction Naive;
        public readonly List<Event> Events = [];
        public readonly AuctionBidders Registered;
        public readonly byte[]? Reserve;
        public Auction Auction = Auction.Initial;

        public Run(Setting setting)
        {
            var rules = Lot.Rules with
            {
                Auction = Lot.Rules.Auction with
                {
                    ExtensionWindowSeconds = new Rule<int>(setting.WindowSeconds, "测试"),
                    SingleBidderSuffices = new Rule<bool>(setting.OneIsEnough, "测试"),
                },
            };
            Money? reserve = setting.ReserveSteps is { } steps ? Lot.Start + new Money(steps * 10_000_000L) : null;
            Reserve = reserve is null ? null : Lot.ReservePlaintext(reserve.Value);
            var bound = setting.BoundSeconds is { } seconds ? Lot.ClosesAt + TimeSpan.FromSeconds(seconds) : (Instant?)null;
            Record(Auction.Announce(Lot.Id, Lot.Terms with
            {
                Ladder = [.. Ladders[setting.Ladder].Select(band => new LadderBand(new Money(band.From), new Money(band.Step)))],
                WholeSteps = setting.WholeSteps, LatestEndAt = bound, Reserve = reserve is null ? null : Lot.SealedReserve(reserve.Value),
            }, rules, Lot.AnnouncedAt));
            Registered = HistoryProperties.Registered(Auction);
            Naive = new NaiveAuction
            {
                Opens = Lot.OpensAt.UnixMilliseconds, PlannedEnd = Lot.ClosesAt.UnixMilliseconds, Window = setting.WindowSeconds * 1000L,
                Start = Lot.Start.Fen, Deposit = Lot.Deposit.Fen, Bound = bound?.UnixMilliseconds, Reserve = reserve?.Fen,
                Bands = Ladders[setting.Ladder], WholeSteps = setting.WholeSteps, OneIsEnough = setting.OneIsEnough,
            };
        }

        public void Record(Decision decision)
        {
            Auction = Auction.After(decision);
            Events.AddRange(decision.Events);
        }

        public void DueWork(long now)
        {
            if (Auction.Due is not { } due || due.UnixMilliseconds > now) return;
            // A call that was planned for an end since moved comes all the same, and does nothing.
            if (Auction.ClosesAt > Lot.ClosesAt) Assert.That(Auction.Turn(Lot.ClosesAt, Reserve), Is.EqualTo(Decision.Nothing));
            Record(Auction.Turn(due, Reserve));
        }

        public long Time(Attempt attempt, long last)
        {
            var end = Naive.End;
            return Math.Max(last, attempt.Moment switch
            {
                Moment.BeforeOpening => Naive.Opens - 1,
                Moment.AtOpening => Naive.Opens,
                Moment.BeforeWindow => end - Naive.Window - 1,
                Moment.AtWindow => end - Naive.Window,
                Moment.InWindow => end - 1 - attempt.Milliseconds % Math.Max(1, Naive.Window),
                Moment.BeforeEnd => end - 1,
                Moment.AtEnd => end,
                Moment.AfterEnd => end + 1,
                _ => last + attempt.Milliseconds,
            });
        }

        public long Amount(Attempt attempt) => attempt.Offer switch
        {
            Offer.Least => Naive.Least,
            Offer.OneFenLess => Naive.Least - 1,
            Offer.OneFenMore => Naive.Least + 1,
            Offer.StepsMore => Naive.Least + Naive.Step * (attempt.Extra % 7),
            Offer.SameAsLeading => Naive.Highest,
            Offer.Nothing => 0,
            Offer.Negative => -attempt.Extra - 1,
            Offer.TooMuch => 1_000_000_000_000_001 + attempt.Extra,
            _ => Naive.Start + attempt.Extra * 12_345L,
        };

        public void Finish()
        {
            DueWork(Naive.End);
            DueWork(Naive.End);
        }
    }

    [Property(Arbitrary = [typeof(Histories)], MaxTest = 5_000)]
    public void Winner_price_and_end_are_those_of_the_plain_rules(History history)
    {
        var run = new Run(history.Setting);
        var refusals = RefusedBids.Initial;
        var last = Lot.Before(Lot.OpensAt, 2_000).UnixMilliseconds;
        foreach (var attempt in history.Attempts)
        {
            last = run.Time(attempt, last);
            if (attempt.DueWorkFirst) run.DueWork(last);
            var amount = run.Amount(attempt);
            var (before, person) = (run.Auction, People[attempt.Bidder]);

            var expected = run.Naive.Bid(last, person, amount);
            var placed = Bidding.Place(run.Auction, run.Registered, person.Suspended ? Lot.Suspended : Lot.InGoodStanding,
                new BidRequest($"bid_{last}", Bidders[attempt.Bidder].Organization, new Money(amount), new Instant(last - 1)), new Instant(last));

            Assert.That(placed.Auction.Refusal?.Code, Is.EqualTo(expected), attempt.ToString());
            if (expected is null) run.Record(placed.Auction);
            else if (placed.Record is { } record) refusals = refusals.Apply(record);
            AssertStep(before, run.Auction, expected, person, placed);
        }
        run.Finish();

        var naive = run.Naive.Result;
        var result = run.Auction.Result!;
        Assert.That((result.Winner, result.Price?.Fen, Snake(result.Reason)), Is.EqualTo(naive));
        Assert.That(result.EndedAt.UnixMilliseconds, Is.EqualTo(run.Naive.End));
        AssertReplay(run);
        AssertDeposits(run, naive.Winner);
    }

    /// <summary>What holds from one bid to the next, whatever the bids are.</summary>
    private static void AssertStep(Auction before, Auction after, string? expected, NaiveAuction.Person person, BidDecision placed)
    {
        if (expected is not null)
        {
            Assert.That(after, Is.SameAs(before));
            Assert.That(placed.Record is not null, Is.EqualTo(person.Label is not null));
            return;
        }
        var bid = placed.Auction.Events.OfType<BidPlaced>().Single();
        Assert.That(after.Leading, Is.EqualTo(new Lead(bid.Bid, bid.Label, bid.Amount, bid.AcceptedAt)));
        Assert.That(bid.Amount, Is.GreaterThan(before.Leading?.Amount ?? Money.Zero));
        Assert.That(bid.Sequence, Is.EqualTo(before.Bids + 1));
        Assert.That(bid.AcceptedAt, Is.GreaterThanOrEqualTo(Lot.OpensAt).And.LessThan(before.ClosesAt));
        Assert.That(after.ClosesAt, Is.GreaterThanOrEqualTo(before.ClosesAt).And.GreaterThan(bid.AcceptedAt));
        Assert.That(after.ClosesAt, Is.LessThanOrEqualTo(after.Terms.LatestEndAt ?? new Instant(long.MaxValue)));
        Assert.That(bid.Extended, Is.EqualTo(after.ClosesAt != before.ClosesAt));
    }

    private static void AssertReplay(Run run)
    {
        Assert.That(run.Events.Aggregate(Auction.Initial, (state, e) => state.Apply(e)), Is.EqualTo(run.Auction));
        Assert.That(run.Events[1], Is.EqualTo(new AuctionOpened(Lot.OpensAt)));
        Assert.That(run.Events[2..^1], Is.All.InstanceOf<BidPlaced>());
        Assert.That(run.Events[^1], Is.InstanceOf<AuctionClosed>());
        Assert.That(run.Auction.Due, Is.Null);
    }

    private static void AssertDeposits(Run run, string? winner)
    {
        var settled = run.Registered.After(run.Registered.SettleDeposits(run.Auction, run.Auction.EndedAt!.Value));
        Assert.That(settled.All.Where(bidder => bidder.Deposit.Held > Money.Zero).Select(bidder => bidder.Label),
            Is.EqualTo(winner is null ? [] : new[] { winner }));
        Assert.That(settled.Deposits.Confirmed, Is.EqualTo(new Money(People.Sum(person => person.Paid))));
        Assert.That(settled.Deposits.Held.Fen, Is.EqualTo(settled.All.Sum(bidder => bidder.Deposit.Held.Fen)));
    }

    private static string? Snake(UnsoldReason? reason) => reason is null ? null
        : reason.Value.ToString().Aggregate(new StringBuilder(), (text, c) => char.IsUpper(c) && text.Length > 0
            ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(char.ToLowerInvariant(c))).ToString();
}
