using Marketplace.Api.Demands;
using Marketplace.Domain;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    /// <summary>An enterprise has a problem; two universities would solve it.</summary>
    private async Task DemandAsync()
    {
        var enterprise = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.Publisher);
        var rival = await market.JoinAsync(OrganizationKind.University, "浙江工业大学", Role.Publisher);
        var demand = ("demandId", (await PlayAsync(nameof(PostDemand), enterprise)).Id);
        await PlayAsync(nameof(ReviseDemand), enterprise, demand);
        await PlayAsync(nameof(GetDemand), market.Stranger, demand);
        await PlayAsync(nameof(ListDemands), market.Stranger);

        var proposal = ("proposalId", (await PlayAsync(nameof(SubmitProposal), university, demand)).Id);
        await PlayAsync(nameof(GetProposal), enterprise, proposal);
        var other = ("proposalId", (await rival.Post($"/v1/demands/{demand.Id}/proposals", new { text = "以臭氧氧化与湿法吸收联用脱硝。" })).Is(201).Id);
        await PlayAsync(nameof(ListProposals), enterprise, demand);
        await PlayAsync(nameof(DeclineProposal), enterprise, other);
        await PlayAsync(nameof(WithdrawProposal), university, proposal);
        await PlayAsync(nameof(CloseDemand), enterprise, demand);
        await PlayAsync(nameof(TakeDownDemand), @operator, demand);
    }
}
