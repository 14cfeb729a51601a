using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>In whatever a format is at, a pause leaves the time that was left: what is still to come comes later by as long as the bidding rested.</summary>
public sealed class PauseInEveryFormatTests : AuctionFixture
{
    private const string Why = "网络运营商线路中断。";

    /// <summary>An auction at some point of its format, the bid that is to be made there, and what is left to do after it.</summary>
    private sealed record Point(Func<Task<Reply>> Bid, Func<Task> Then, string Winner, int Wan);

    private static readonly Func<Task> Nothing = () => Task.CompletedTask;

    private static readonly Dictionary<string, (object? Format, Func<Deal, Task<Point>> Reach)> Points = new()
    {
        ["soft close, in its last five minutes"] = (null, async deal =>
        {
            (await deal.BidAsync(1, 300)).Is(201);
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-2));
            return new(() => deal.BidAsync(2, 310), Nothing, "2", 310);
        }),
        ["soft close, by a maximum"] = (FormatDeal.WithMaxima, async deal =>
        {
            (await deal.LeaveAsync(1, 350)).Is(201);
            return new(() => deal.LeaveAsync(2, 400), Nothing, "2", 350);
        }),
        ["soft close, by a priority"] = (FormatDeal.WithMaxima, async deal =>
        {
            (await deal.BidAsync(1, 320)).Is(201);
            return new(() => deal.ClaimAsync(3, 320), Nothing, "3", 320);
        }),
        ["free phase"] = (FormatDeal.TimedRounds, async deal =>
        {
            (await deal.BidAsync(1, 300)).Is(201);
            return new(() => deal.BidAsync(2, 310), Nothing, "2", 310);
        }),
        ["timed round"] = (FormatDeal.TimedRounds, async deal =>
        {
            (await deal.BidAsync(1, 300)).Is(201);
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-1));
            return new(() => deal.BidAsync(2, 310), Nothing, "2", 310);
        }),
        ["offers"] = (FormatDeal.Turns, async deal =>
        {
            (await deal.BidAsync(1, 320)).Is(201);
            return new(() => deal.BidAsync(2, 330), Nothing, "2", 330);
        }),
        ["turn"] = (FormatDeal.Turns, async deal =>
        {
            (await deal.BidAsync(1, 320)).Is(201);
            (await deal.BidAsync(2, 310)).Is(201);
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(4));
            return new(() => deal.BidAsync(2, 330), Nothing, "2", 330);
        }),
        ["falling price"] = (FormatDeal.Dutch, async deal =>
        {
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(11));
            return new(() => deal.AcceptAsync(1, 297), Nothing, "1", 297);
        }),
        ["a price that stands for priorities"] = (FormatDeal.Dutch, async deal =>
        {
            (await deal.AcceptAsync(1, 300)).Is(201);
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(4));
            return new(() => deal.ClaimAsync(3, 300), Nothing, "3", 300);
        }),
        ["sealing"] = (FormatDeal.SealedFirstPrice, deal => Task.FromResult(Sealing(deal, 1, 330))),
        ["revealing"] = (FormatDeal.SealedFirstPrice, async deal =>
        {
            var bid = (await deal.SealAsync(1, 330)).Is(201).Text("bidId");
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-3));
            return new(() => deal.RevealAsync(1, bid, 330), Nothing, "1", 330);
        }),
        ["sealing behind an accepted price"] = (FormatDeal.DutchSealedBest, async deal =>
        {
            (await deal.AcceptAsync(1, 300)).Is(201);
            return Sealing(deal, 2, 330);
        }),
        ["last word"] = (FormatDeal.DutchSealedBest, async deal =>
        {
            (await deal.AcceptAsync(1, 300)).Is(201);
            var bid = (await deal.SealAsync(2, 320)).Is(201).Text("bidId");
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(11));
            (await deal.RevealAsync(2, bid, 320)).Is(201);
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(21));
            return new(() => deal.BidAsync(1, 330), Nothing, "1", 330);
        }),
    };

    private static Point Sealing(Deal deal, int label, int wan)
    {
        var bid = "";
        return new(async () =>
        {
            var reply = await deal.SealAsync(label, wan);
            if (reply.Status == 201) bid = reply.Text("bidId");
            return reply;
        }, async () =>
        {
            await deal.Market.AdvanceToAsync((await deal.ReadAsync()).Time("stage.endsAt"));
            (await deal.RevealAsync(label, bid, wan)).Is(201);
        }, $"{label}", wan);
    }

    private static IEnumerable<string> Names => Points.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task After_thirty_hours_of_rest_it_goes_on_where_it_was(string point)
    {
        var (format, reach) = Points[point];
        var deal = await FormatDeal.WithPriorityAsync(Market, format);
        var (bid, then, winner, wan) = await reach(deal);
        var before = await deal.ReadAsync();
        (await deal.Operator.Post($"{deal.Path}/pause", new { reason = Why })).Is(200);
        var refused = (await bid()).Refused(409, "auction.paused");
        Assert.That((refused["receipt.accepted"].GetBoolean(), refused.Text("receipt.code")), Is.EqualTo((false, "auction.paused")));

        await Market.AdvanceAsync(TimeSpan.FromHours(30));
        (await bid()).Refused(409, "auction.paused");
        var resting = await deal.ReadAsync();
        Assert.That((resting.Text("phase"), Stage(resting)?.Kind, resting["bids"].GetInt64()), Is.EqualTo(("paused", Stage(before)?.Kind, before["bids"].GetInt64())), "nothing falls due while it rests");

        var resumed = (await deal.Operator.Post($"{deal.Path}/resumption")).Is(200);
        Assert.That((resumed.Time("closesAt"), Stage(resumed)), Is.EqualTo((before.Time("closesAt").AddHours(30), Stage(before) is { } stage ? stage with { EndsAt = stage.EndsAt.AddHours(30) } : null)));
        (await bid()).Is(201);
        await then();
        var result = await deal.EndAsync();
        Assert.That((result.Text("winner"), result["price.amount"].GetInt64()), Is.EqualTo((winner, wan * Deal.Wan)));
        await deal.AssertRecordHoldsAsync();
    }

    private sealed record StageOf(string Kind, DateTimeOffset EndsAt);

    private static StageOf? Stage(Reply auction) => auction.Json.TryGetProperty("stage", out _) ? new(auction.Text("stage.kind"), auction.Time("stage.endsAt")) : null;
}
