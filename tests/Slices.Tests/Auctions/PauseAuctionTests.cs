using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class PauseAuctionTests : AuctionFixture
{
    private const string Why = "机房断电，竞价系统暂停服务。";

    private static Task<Reply> Pause(Client client, Deal deal, string reason = Why, string? key = null) => client.Post($"{deal.Path}/pause", new { reason }, key);

    [Test]
    public async Task Bids_in_a_pause_are_refused_and_on_record_and_the_record_follows_the_pause()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        var paused = (await Pause(deal.Operator, deal, key: "pause-1")).Is(200);
        Assert.That((paused.Text("phase"), paused.Text("pause.reason"), paused["pause.marketWide"].GetBoolean(), paused.Time("pause.resumeBy")), Is.EqualTo(("paused", Why, false, Market.Now.AddDays(5))));
        Assert.That((await Pause(deal.Operator, deal, key: "pause-1")).Is(200).Replayed, Is.True);
        Assert.That((await deal.BidAsync(2, 310)).Refused(409, "auction.paused")["receipt.accepted"].GetBoolean(), Is.False);

        await Market.AdvanceAsync(TimeSpan.FromHours(30));
        Assert.That((await deal.ReadAsync()).Text("phase"), Is.EqualTo("paused"), "its end has passed while it rested");
        (await deal.BidAsync(2, 310)).Refused(409, "auction.paused");
        var resumed = (await deal.Operator.Post($"{deal.Path}/resumption")).Is(200);
        Assert.That((resumed.Text("phase"), resumed.Time("closesAt")), Is.EqualTo(("open", deal.ClosesAt.AddHours(30))));
        (await deal.BidAsync(2, 310)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt.AddHours(30));

        var check = new RecordCheck(Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        check.Check(AuctionRecord.Read((await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json), Evidence.None);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        Assert.That(check.Findings.Select(finding => finding.What), Has.Some.StartsWith("bidder 2 wins at 3100000.00 yuan"));
    }

    [Test]
    public async Task A_pause_that_outlasts_its_published_day_is_overdue_for_everybody_to_see()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        var resumeBy = (await Pause(deal.Operator, deal)).Is(200).Time("pause.resumeBy");
        Task<Reply> Overdue() => Market.Stranger.Get($"/v1/auctions?overdue=true&operator={deal.Operator.Organization}", ("Marketplace-Position", $"{Market.Position}"));
        await Market.AdvanceToAsync(resumeBy.AddMilliseconds(-1));
        Assert.That((await deal.ReadAsync())["pause"].TryGetProperty("overdueSince", out _), Is.False);
        Assert.That((await Overdue()).Is(200)["items"].GetArrayLength(), Is.Zero);

        await Market.AdvanceToAsync(resumeBy.AddHours(2));
        var late = await deal.ReadAsync();
        Assert.That((late.Text("phase"), late.Time("pause.overdueSince")), Is.EqualTo(("paused", resumeBy)));
        var listed = (await Overdue()).Is(200);
        Assert.That((listed.Text("items.0.id"), listed.Time("items.0.pauseOverdueSince")), Is.EqualTo((deal.Auction, resumeBy)));
        (await deal.BidAsync(2, 310)).Refused(409, "auction.paused");

        Assert.That((await deal.Operator.Post($"{deal.Path}/resumption")).Is(200).Time("closesAt"), Is.EqualTo(deal.ClosesAt.AddDays(5).AddHours(2)));
        Assert.That((await Overdue()).Is(200)["items"].GetArrayLength(), Is.Zero);
        (await deal.BidAsync(2, 310)).Is(201);
        Assert.That((await deal.EndAsync()).Text("winner"), Is.EqualTo("2"));
        await deal.AssertRecordHoldsAsync();
    }

    [Test]
    public async Task What_is_not_open_does_not_rest()
    {
        var early = await Deal.AnnouncedAsync(Market);
        (await Pause(early.Operator, early)).Refused(409, "auction.not_yet_open");
        var withdrawn = await WithdrawnAsync();
        (await Pause(withdrawn.Operator, withdrawn)).Refused(409, "auction.withdrawn");
        var open = await Deal.OpenAsync(Market, bidders: 0);
        (await Pause(open.Operator, open)).Is(200);
        (await Pause(open.Operator, open)).Refused(409, "auction.paused");
        (await open.Operator.Post($"{open.Path}/annulment", new { ground = "other_breach", reason = "程序违法。" })).Is(200);
        (await Pause(open.Operator, open)).Refused(409, "auction.set_aside");
        var ended = await EndedAsync();
        (await Pause(ended.Operator, ended)).Refused(409, "auction.ended");
        (await ended.Operator.Post($"/v1/auctions/{NoAuction}/pause", new { reason = Why })).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task Only_the_market_that_runs_it_pauses_it_with_a_reason()
    {
        var deal = await Deal.OpenAsync(Market);
        (await Pause(await OtherOperatorAsync(), deal)).Refused(403, "auction.not_operator");
        (await Pause(deal.University, deal)).Refused(403, "role.missing");
        (await Pause(Market.Stranger, deal)).Refused(401, "token.missing");
        Assert.That((await Pause(deal.Operator, deal, " ")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
    }
}
