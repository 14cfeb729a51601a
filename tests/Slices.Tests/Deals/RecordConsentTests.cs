using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Deals;

public sealed class RecordConsentTests : TradeFixture
{
    private static Task<Reply> ConsentAsync(Client by, string deal, string holder, string decision = "consented", string? evidence = null) =>
        by.Post($"/v1/deals/{deal}/holders/{holder}/consent", new { decision, evidence });

    private async Task<string> TakenAsync(string mode = "licence") =>
        (await Desk.Buyer.Post($"/v1/listings/{(await Desk.ListedAsync("listing", mode, 60, Desk.CoOwners)).Id}/take-ups")).Is(201).Id;

    [Test]
    public async Task With_every_co_owner_s_consent_the_deal_is_agreed_and_not_before()
    {
        var deal = await TakenAsync();
        Assert.That((await Desk.ReadAsync(deal)).Text("state"), Is.EqualTo("agreed_pending_consent"));
        (await ConsentAsync(Desk.Seller, deal, "1")).Refused(403, "deal.not_holder");
        (await ConsentAsync(Desk.Seller, deal, "2")).Refused(422, "deal.evidence_missing");
        (await ConsentAsync(Desk.Seller, deal, "3", evidence: "同意函")).Refused(404, "deal.holder_not_found");
        (await ConsentAsync(Desk.Other, deal, "1")).Refused(404, "deal.not_found");
        Assert.That((await ConsentAsync(Desk.Institute, deal, "1")).Is(200).Text("holders.0.consent"), Is.EqualTo("consented"));
        (await ConsentAsync(Desk.Institute, deal, "1", "refused")).Refused(409, "deal.consent_not_needed");
        Assert.That((await ConsentAsync(Desk.Seller, deal, "2", evidence: "共有人同意函〔2026〕7号")).Is(200).Text("state"), Is.EqualTo("agreed"));
        Assert.That((await Desk.ContractOfAsync(deal)).Text("form.subtype"), Is.EqualTo("ordinary_patent_licence"));
        (await ConsentAsync(Desk.Institute, deal, "1")).Refused(409, "deal.phase_forbids");
    }

    [Test]
    public async Task A_refusal_ends_the_deal_and_frees_the_listing()
    {
        var deal = await TakenAsync("transfer");
        var listing = (await Desk.ReadAsync(deal)).Text("listing");
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("taken"));
        Assert.That((await ConsentAsync(Desk.Institute, deal, "1", "refused")).Is(200).Text("closure.cause"), Is.EqualTo("consent_refused"));
        Assert.That((await Desk.Market.Stranger.Get($"/v1/listings/{listing}")).Is(200).Text("state"), Is.EqualTo("open"));
    }
}
