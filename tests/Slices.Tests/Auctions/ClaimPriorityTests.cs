using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Auctions;

public sealed class ClaimPriorityTests : AuctionFixture
{
    private static Task<Reply> Claim(Client bidder, Deal deal, decimal wan, string? key = null) => bidder.Post($"{deal.Path}/priority-claims", new { amount = Deal.InWan(wan) }, key);

    /// <summary>An open auction in which 1 and 2 are completers' companies and 3 is a bidder like others.</summary>
    private async Task<(Deal Deal, Client[] Bidders)> OpenAsync()
    {
        var deal = await Deal.ListedAsync(Market, client: "宁波东海玻璃有限公司");
        (await deal.AnnounceAsync(body => body["priority"] = Deal.Told(Market.Now, "client"))).Is(201);
        var bidders = new List<Client>();
        for (var i = 0; i < 3; i++)
        {
            var (bidder, label) = await deal.RegisteredAsync();
            var priority = i < 2 ? (object)new { decision = "qualified", priority = i == 0 ? "completer" : "client", evidence = "营业执照与专利证书。" } : new { decision = "qualified" };
            (await deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", priority)).Is(200);
            (await deal.DepositAsync(label)).Is(201);
            bidders.Add(bidder);
        }
        await Market.AdvanceToAsync(deal.OpensAt);
        return (deal, [.. bidders]);
    }

    [Test]
    public async Task A_completer_matches_300_the_client_goes_before_it_and_310_ends_both()
    {
        var (deal, bidders) = await OpenAsync();
        (await Claim(bidders[0], deal, 300)).Refused(409, "priority.nothing_to_match");
        (await deal.BidAsync(bidders[2], 300)).Is(201);
        var receipt = (await Claim(bidders[0], deal, 300, "claim-1")).Is(201);
        Assert.That((receipt.Text("label"), receipt["sequence"].GetInt64(), receipt["amount.amount"].GetInt64()), Is.EqualTo(("1", 2L, 300 * Deal.Wan)));
        Assert.That((await Claim(bidders[0], deal, 300, "claim-1")).Is(201).Replayed, Is.True);
        (await Claim(bidders[0], deal, 300)).Refused(409, "priority.leads");
        (await Claim(bidders[1], deal, 300)).Is(201);
        (await Claim(bidders[0], deal, 300)).Refused(409, "priority.outranked");
        Assert.That((await Claim(bidders[0], deal, 310)).Refused(422, "priority.price_differs").Pointers, Is.EqualTo(new[] { "/amount" }));
        (await Claim(bidders[2], deal, 300)).Refused(403, "priority.none");
        (await deal.BidAsync(bidders[2], 310)).Is(201);
        Assert.That((await deal.ReadAsync()).Text("leading.label"), Is.EqualTo("3"));
        (await Claim(bidders[0], deal, 310)).Is(201);

        await Market.AdvanceToAsync(deal.ClosesAt);
        (await Claim(bidders[1], deal, 310)).Refused(409, "auction.ended");
        var check = new RecordCheck(Signatures.Read((await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json));
        check.Check(AuctionRecord.Read((await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json), Evidence.None);
        Assert.That(check.Holds, Is.True, string.Join('\n', check.Findings));
        Assert.That(check.Findings.Select(finding => finding.What), Has.Some.StartsWith("bidder 1 wins at 3100000.00 yuan"));
    }

    [Test]
    public async Task Who_is_not_registered_or_of_another_auction_has_nothing_to_claim()
    {
        var (deal, _) = await OpenAsync();
        (await Claim(await deal.EnterpriseAsync(), deal, 300)).Refused(403, "bidder.not_registered");
        (await Claim(deal.Operator, deal, 300)).Refused(403, "role.missing");
        (await Market.Stranger.Post($"{deal.Path}/priority-claims", new { amount = Deal.InWan(300) })).Refused(401, "token.missing");
        (await deal.University.Post($"/v1/auctions/{NoAuction}/priority-claims", new { amount = Deal.InWan(300) })).Refused(404, "auction.not_found");
    }

    [Test]
    public async Task A_priority_is_found_for_a_bidder_that_qualifies_and_by_evidence()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        var (_, label) = await deal.RegisteredAsync();
        Task<Reply> Qualify(object body) => deal.Operator.Post($"{deal.Path}/bidders/{label}/qualification", body);
        Assert.That((await Qualify(new { decision = "qualified", priority = "completer" })).Refused(422, "bidder.evidence_missing").Pointers, Is.EqualTo(new[] { "/evidence" }));
        Assert.That((await Qualify(new { decision = "rejected", reasons = new[] { "材料不全" }, priority = "completer", evidence = "章程" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/priority" }));
        Assert.That((await Qualify(new { decision = "qualified", priority = "client", evidence = "委托开发合同" })).Refused(409, "priority.not_announced").Pointers, Is.EqualTo(new[] { "/priority" }));
        Assert.That((await Qualify(new { decision = "qualified", evidence = "章程" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/evidence" }));
        var found = (await Qualify(new { decision = "qualified", priority = "completer", evidence = "章程" })).Is(200);
        Assert.That((found.Text("priority"), found["rank"].GetInt32(), found["related"].GetBoolean()), Is.EqualTo(("completer", 3, true)));
    }
}
