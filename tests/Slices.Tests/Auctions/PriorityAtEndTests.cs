using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>Priorities and the next bidder in the formats in which the others cannot answer. Bidder 3 stands for a completer.</summary>
public sealed class PriorityAtEndTests : AuctionFixture
{
    /// <summary>What the bidders do in the format until the price stands for priorities; who leads then, and at how many 万元.</summary>
    private static readonly Dictionary<string, (object Format, Func<Deal, Task> Play, int Wan, (int Label, int Wan)? Second)> Plays = new()
    {
        ["dutch"] = (FormatDeal.Dutch, async deal =>
        {
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(10));
            (await deal.ClaimAsync(3, 297)).Refused(409, "bid.not_taken");
            (await deal.AcceptAsync(1, 297)).Is(201);
        }, 297, null),
        ["turns"] = (FormatDeal.Turns, async deal =>
        {
            (await deal.BidAsync(1, 320)).Is(201);
            (await deal.BidAsync(2, 310)).Is(201);
            await deal.Market.AdvanceToAsync(deal.ClosesAt);
            (await deal.ClaimAsync(3, 320)).Refused(409, "bid.not_taken");
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(27));
        }, 320, (2, 310)),
        ["sealed_first_price"] = (FormatDeal.SealedFirstPrice, async deal =>
        {
            var (first, second) = ((await deal.SealAsync(1, 340)).Is(201).Text("bidId"), (await deal.SealAsync(2, 330)).Is(201).Text("bidId"));
            await deal.Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(-10));
            (await deal.RevealAsync(2, second, 330)).Is(201);
            (await deal.RevealAsync(1, first, 340)).Is(201);
            (await deal.ClaimAsync(3, 340)).Refused(409, "bid.not_taken");
            await deal.Market.AdvanceToAsync(deal.ClosesAt);
        }, 340, (2, 330)),
        ["dutch_sealed_best"] = (FormatDeal.DutchSealedBest, async deal =>
        {
            (await deal.AcceptAsync(2, 300)).Is(201);
            var bid = (await deal.SealAsync(1, 320)).Is(201).Text("bidId");
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(10));
            (await deal.RevealAsync(1, bid, 320)).Is(201);
            (await deal.ClaimAsync(3, 320)).Refused(409, "bid.not_taken");
            await deal.Market.AdvanceToAsync(deal.OpensAt.AddMinutes(25));
        }, 320, (2, 300)),
    };

    [TestCase("dutch")]
    [TestCase("turns")]
    [TestCase("sealed_first_price")]
    [TestCase("dutch_sealed_best")]
    public async Task Once_the_others_have_bid_a_completer_matches_the_price_and_whoever_led_buys_when_it_defaults(string format)
    {
        var (terms, play, wan, _) = Plays[format];
        var deal = await FormatDeal.WithPriorityAsync(Market, terms);
        await play(deal);
        var standing = await deal.ReadAsync();
        Assert.That((standing.Text("stage.kind"), standing["stage.price.amount"].GetInt64(), standing.Text("leading.label"), standing["priority.matchSeconds"].GetInt32()),
            Is.EqualTo(("priority", wan * Deal.Wan, "1", 300)));
        (await deal.ClaimAsync(2, wan)).Refused(403, "priority.none");
        (await deal.ClaimAsync(3, wan + 10)).Refused(422, "priority.price_differs");
        var receipt = (await deal.ClaimAsync(3, wan)).Is(201);
        Assert.That((receipt.Text("form"), receipt.Time("closesAt"), receipt["extended"].GetBoolean()), Is.EqualTo(("priority", standing.Time("closesAt"), false)));
        var result = await deal.EndAsync();
        Assert.That((result.Text("winner"), result["price.amount"].GetInt64(), result.Time("endedAt")), Is.EqualTo(("3", wan * Deal.Wan, standing.Time("closesAt"))));
        (await deal.Operator.Post($"{deal.Path}/default", new { reason = "买受人逾期未签订合同。" })).Is(200);
        result = await deal.ResultAsync();
        Assert.That((result.Text("winner"), result["price.amount"].GetInt64(), result.Text("defaults.0.label")), Is.EqualTo(("1", wan * Deal.Wan, "3")));
        await deal.AssertRecordHoldsAsync();
    }

    [TestCase("dutch")]
    [TestCase("turns")]
    [TestCase("sealed_first_price")]
    [TestCase("dutch_sealed_best")]
    public async Task Where_no_priority_is_used_the_best_of_the_others_buys_when_the_buyer_defaults(string format)
    {
        var (terms, play, wan, second) = Plays[format];
        var deal = await FormatDeal.WithPriorityAsync(Market, terms);
        await play(deal);
        Assert.That(((await deal.EndAsync()).Text("winner"), (await deal.ResultAsync())["price.amount"].GetInt64()), Is.EqualTo(("1", wan * Deal.Wan)));
        var defaulted = (await deal.Operator.Post($"{deal.Path}/default", new { reason = "买受人逾期未签订合同。" })).Is(200);
        Assert.That(defaulted.Text("phase"), Is.EqualTo(second is null ? "defaulted" : "sold"));
        var result = await deal.ResultAsync();
        if (second is var (label, price)) Assert.That((result.Text("winner"), result["price.amount"].GetInt64()), Is.EqualTo(($"{label}", price * Deal.Wan)));
        await deal.AssertRecordHoldsAsync();
    }

    [Test]
    public async Task The_announcement_says_how_long_the_price_stands_within_its_range_and_where_it_does()
    {
        var deal = await Deal.ListedAsync(Market);
        Task<Reply> Announce(object? format, int matchSeconds) => deal.AnnounceAsync(body =>
        {
            body["format"] = format;
            body["priority"] = new
            {
                notices = new[] { new { holder = "completer", number = 1, notifiedOn = $"{Market.Now:yyyy-MM-dd}", reference = "EMS 1098765432109" } }, matchSeconds,
            };
        });
        Assert.That((await Announce(FormatDeal.SealedFirstPrice, 59)).Refused(422, "auction.format_out_of_range").Pointers, Is.EqualTo(new[] { "/priority/matchSeconds" }));
        Assert.That((await Announce(null, 300)).Refused(422, "priority.matched_while_bidding").Pointers, Is.EqualTo(new[] { "/priority/matchSeconds" }));
        Assert.That((await Announce(FormatDeal.SealedFirstPrice, 900)).Is(201)["priority.matchSeconds"].GetInt32(), Is.EqualTo(900));
    }

    [Test]
    public async Task A_next_bidder_is_not_promised_where_one_acceptance_decides_and_nobody_has_a_priority()
    {
        await using var desk = await AchievementDesk.OpenAsync();
        var listing = (await desk.ListedAsync(mode: "licence")).Id;
        var opensAt = desk.Market.Now.AddDays(10);
        Task<Reply> Announce(bool nextBidder) => desk.Operator.Post("/v1/auctions", new
        {
            listing, procedure = "competitive_bidding", startPrice = Deal.InWan(300), deposit = Deal.InWan(30), registrationClosesAt = Deal.At(opensAt), opensAt = Deal.At(opensAt),
            closesAt = Deal.At(opensAt.AddMinutes(50)), format = FormatDeal.Dutch, sale = new { nextBidder },
        });
        Assert.That((await Announce(true)).Refused(422, "auction.next_bidder_impossible").Pointers, Is.EqualTo(new[] { "/sale/nextBidder" }));
        (await Announce(false)).Is(201);
    }
}
