using Marketplace.Api.Contracts;
using Marketplace.Api.Deals;
using Marketplace.Api.Mandates;
using Marketplace.Api.Publicities;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    /// <summary>A price that is negotiated and made public, one that is fixed, a co-owner who is asked, an agent, and a contract from outside.</summary>
    private async Task TradeAsync()
    {
        var glassworks = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin, Role.Bidder);
        var institute = await market.JoinAsync(OrganizationKind.ResearchInstitute, "浙江省环境科学研究院", Role.Publisher);
        var broker = await market.JoinAsync(OrganizationKind.BrokerAgency, "浙江知联技术转移有限公司", Role.Broker);
        var buyer = ("buyer", glassworks.Organization);

        var listing = ("listingId", (await ListAsync("agreement", null, null)).Id);
        var deal = ("dealId", (await PlayAsync(nameof(OpenDeal), glassworks, listing)).Id);
        var low = (await glassworks.Post($"/v1/deals/{deal.Id}/offers", new { price = Deal.InWan(420), validUntil = "2026-12-31T16:00:00.000Z", transferMode = "transfer" })).Is(200).Text("offers.0.id");
        await PlayAsync(nameof(DeclineOffer), university, deal, ("offerId", low));
        var offer = ("offerId", (await PlayAsync(nameof(MakeOffer), glassworks, deal)).Text("offers.1.id"));
        await PlayAsync(nameof(AcceptOffer), university, deal, offer);
        await PlayAsync(nameof(GetDeal), glassworks, deal);
        await PlayAsync(nameof(ListDeals), university);

        await PlayAsync(nameof(StartPublicity), university, listing, buyer);
        await PlayAsync(nameof(ReviseNotice), university, listing, buyer);
        await market.AdvanceAsync(TimeSpan.FromDays(4));
        var objection = ("objectionId", (await PlayAsync(nameof(RaiseObjection), institute, listing)).Text("objections.0.id"));
        await PlayAsync(nameof(ListPublicities), market.Stranger);
        await market.AdvanceAsync(TimeSpan.FromDays(2));
        await PlayAsync(nameof(DecideObjection), university, listing, objection);
        await market.AdvanceAsync(TimeSpan.FromDays(20));
        await PlayAsync(nameof(GetPublicity), market.Stranger, listing);

        await PlayAsync(nameof(TakeUpListing), glassworks, ("listingId", (await ListAsync("listing", 300, null)).Id));
        var asked = (await glassworks.Post($"/v1/listings/{(await ListAsync("listing", 200, institute.Organization)).Id}/take-ups")).Is(201).Id;
        await PlayAsync(nameof(RecordConsent), institute, ("dealId", asked), ("holder", "1"));
        await PlayAsync(nameof(AnswerPriorityNotice), institute, ("dealId", asked), ("holder", "1"));
        var given = (await glassworks.Post("/v1/deals", new { listing = (await ListAsync("agreement", null, null)).Id })).Is(201).Id;
        await PlayAsync(nameof(CloseDeal), glassworks, ("dealId", given));

        var mandate = ("mandateId", (await PlayAsync(nameof(GrantMandate), glassworks, ("agent", broker.Organization))).Id);
        await PlayAsync(nameof(GetMandate), broker, mandate);
        await PlayAsync(nameof(ListMandates), broker);
        await PlayAsync(nameof(RevokeMandate), glassworks, mandate);
        await PlayAsync(nameof(DraftContract), university, buyer);
    }

    private async Task<Reply> ListAsync(string method, decimal? askWan, string? coOwner)
    {
        var achievement = (await university.Post("/v1/achievements", new
        {
            titleZh = "玻璃窑炉余热发电优化技术", summaryZh = "以烟气分级换热提高玻璃窑炉余热发电量。", field = "environment", keywords = new[] { "玻璃窑炉", "余热发电" }, stage = "mature",
            attribute = "original_innovation", level = "domestic_leading", form = "new_process", ipRights = new[] { new { type = "technical_secret" } },
            completers = new[] { new { name = "沈嘉树" } }, coOwners = coOwner is null ? [] : new[] { new { name = "浙江省环境科学研究院", organization = coOwner } },
            region = "330106", transferModes = new[] { "transfer" }, researchFrom = "2021-03", researchTo = "2024-12", secrecy = "not_secret",
        })).Is(201).Id;
        (await university.Post($"/v1/achievements/{achievement}/submission")).Is(200);
        (await @operator.Post($"/v1/achievements/{achievement}/review", new { decision = "approve" })).Is(200);
        return (await university.Post("/v1/listings", new
        {
            achievement, market = @operator.Organization, transferMode = "transfer", priceMethod = method, askPrice = askWan is { } wan ? Deal.InWan(wan) : null,
        })).Is(201);
    }
}
