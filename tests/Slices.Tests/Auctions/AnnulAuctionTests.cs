using Marketplace.Domain;
using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class AnnulAuctionTests : AuctionFixture
{
    private static Task<Reply> Annul(Client client, Deal deal, string ground = "system_fault", string reason = "数据错误致使竞价结果错误。") =>
        client.Post($"{deal.Path}/annulment", new { ground, reason });

    [Test]
    public async Task Everything_goes_back_the_price_too_and_the_listing_is_open_again()
    {
        var deal = await EndedAsync();
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var annulled = (await Annul(deal.Operator, deal)).Is(200);
        Assert.That((annulled.Text("phase"), annulled.Text("annulment.ground")), Is.EqualTo(("annulled", "system_fault")));
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var deposit = (await deal.Bidders[0].Get($"{deal.Path}/bidders/1")).Is(200);
        Assert.That((deposit["deposit.released.amount"].GetInt64(), deposit["deposit.applied.amount"].GetInt64(), deposit["deposit.held.amount"].GetInt64()), Is.EqualTo((30 * Deal.Wan, 0L, 0L)));
        Assert.That((await Market.Stranger.Get($"/v1/listings/{deal.Listing}")).Is(200).Text("state"), Is.EqualTo("open"));
        var result = (await Market.Stranger.Get($"{deal.Path}/result")).Is(200);
        Assert.That((result.Text("phase"), result.Text("outcome"), result.Body.Contains("buyerCommission", StringComparison.Ordinal)), Is.EqualTo(("annulled", "sold", false)));
        (await Annul(deal.Operator, deal)).Refused(409, "auction.phase_forbids");
    }

    [Test]
    public async Task The_supervisor_sets_aside_an_open_auction_and_its_record_is_public_and_holds()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 300)).Is(201);
        (await deal.BidAsync(2, 300)).Refused(422, "bid.too_low");
        var supervisor = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        (await Annul(supervisor, deal, "collusion", "竞买人恶意串通。")).Is(200);
        (await deal.BidAsync(2, 310)).Refused(409, "auction.set_aside");
        (await Market.Stranger.Get($"{deal.Path}/result")).Refused(409, "auction.set_aside");
        (await (await deal.EnterpriseAsync()).Post($"{deal.Path}/bidders")).Refused(409, "auction.set_aside");
        (await deal.QualifyAsync("1")).Refused(409, "auction.set_aside");
        (await deal.DepositAsync("1")).Refused(409, "auction.set_aside");
        await Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        var check = new RecordCheck(Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        var record = AuctionRecord.Read((await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json);
        check.Check(record, Evidence.None);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));

        // The annulment ends the bidding here, so it is what counts the refusals before it.
        var without = record.Events.Remove(record.Events.First(e => e.Type == "bid_refused"));
        var replay = new Replay(record.Auction, without);
        Assert.That(without.Select(replay.Follow).First(fault => fault is not null), Does.StartWith("it counts other refusals"));
    }

    [Test]
    public async Task Only_the_market_and_the_supervisor_may_and_only_from_the_opening_on()
    {
        var early = await Deal.AnnouncedAsync(Market);
        (await Annul(early.Operator, early)).Refused(409, "auction.phase_forbids");
        (await Annul(await OtherOperatorAsync(), early)).Refused(403, "auction.not_operator");
        (await Annul(early.University, early)).Refused(403, "role.missing");
        Assert.That((await Annul(early.Operator, early, reason: " ")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
        (await early.Operator.Post($"{early.Path}/annulment", new { ground = "bad_mood", reason = "无" })).Refused(400, "request.unreadable");
        (await early.Operator.Post($"/v1/auctions/{NoAuction}/annulment", new { ground = "collusion", reason = "竞买人恶意串通。" })).Refused(404, "auction.not_found");
    }
}
