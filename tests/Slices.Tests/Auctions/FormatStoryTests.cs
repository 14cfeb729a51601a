using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>Formats that go by open bids, over HTTP from the opening to the end.</summary>
public sealed class FormatStoryTests : AuctionFixture
{
    [Test]
    public async Task Timed_rounds_follow_the_free_phase_and_one_without_a_bid_ends_it()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.TimedRounds);
        var free = deal.ClosesAt.AddMinutes(-3);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 325)).Refused(422, "bid.off_ladder");
        await Market.AdvanceToAsync(free.AddMinutes(2));
        Assert.That((await deal.ReadAsync()).Text("stage.kind"), Is.EqualTo("timed"));
        Assert.That((await deal.BidAsync(2, 320)).Is(201).Time("closesAt"), Is.EqualTo(free.AddMinutes(5)));
        Assert.That((await deal.ReadAsync())["stage.number"].GetInt32(), Is.EqualTo(2));
        await Market.AdvanceToAsync(free.AddMinutes(5));
        var result = await deal.ResultAsync();
        Assert.That((result.Text("winner"), result.Time("endedAt")), Is.EqualTo(("2", free.AddMinutes(5))));
    }

    [Test]
    public async Task Bidders_move_in_turn_and_outside_their_turn_they_wait()
    {
        var deal = await FormatDeal.OpenAsync(Market, FormatDeal.Turns);
        var offersEnd = deal.ClosesAt;
        (await deal.BidAsync(1, 320)).Is(201);
        (await deal.BidAsync(2, 310)).Is(201);
        await Market.AdvanceToAsync(offersEnd);
        (await deal.BidAsync(2, 340)).Refused(409, "bid.between_rounds");
        await Market.AdvanceToAsync(offersEnd.AddMinutes(3));
        Assert.That((await deal.ReadAsync()).Text("stage.label"), Is.EqualTo("2"));
        (await deal.BidAsync(1, 340)).Refused(409, "bid.not_your_turn");
        (await deal.BidAsync(2, 330)).Is(201);
        var end = (await deal.ReadAsync()).Time("closesAt");
        Assert.That(end, Is.EqualTo(offersEnd.AddMinutes(3 * (3 + 2 * 3)).Add(FormatDeal.Match)));
        await Market.AdvanceToAsync(end);
        Assert.That((await deal.ResultAsync()).Text("winner"), Is.EqualTo("2"));
        var listed = (await Market.Stranger.Get("/v1/auctions?kind=turns", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That((listed.Text("items.0.id"), listed.Text("items.0.kind"), listed.Text("items.0.leadingLabel")), Is.EqualTo((deal.Auction, "turns", "2")));
    }

    [Test]
    public async Task A_format_that_is_not_one_or_whose_numbers_do_not_fit_is_refused_member_by_member()
    {
        var deal = await Deal.ListedAsync(Market);
        async Task Refused(object format, string code, string pointer) =>
            Assert.That((await deal.AnnounceAsync(body => body["format"] = format)).Refused(422, code).Pointers, Is.EqualTo(new[] { pointer }));

        await Refused(new { }, "auction.format_unclear", "/format");
        await Refused(new { turns = new { rounds = 11, turnSeconds = 180, pauseSeconds = 180 } }, "auction.format_out_of_range", "/format/turns/rounds");
        await Refused(FormatDeal.Dutch, "auction.schedule_differs", "/closesAt");
        var one = await deal.AnnounceAsync(body => (body["format"], body["twoBiddersNeeded"]) = (FormatDeal.Dutch, true));
        Assert.That(one.Refused(422, "auction.one_bidder_decides").Pointers, Is.EqualTo(new[] { "/twoBiddersNeeded" }));
        var partial = await deal.AnnounceAsync(body =>
        {
            body["format"] = FormatDeal.TimedRounds;
            body["wholeSteps"] = false;
        });
        Assert.That(partial.Refused(422, "auction.whole_steps_required").Pointers, Is.EqualTo(new[] { "/wholeSteps" }));
    }
}
