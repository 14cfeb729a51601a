using Marketplace.Api.Releases;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    /// <summary>August's figures are released, another register tells of a contract of August, and they are revised.</summary>
    private async Task ReleasesAsync()
    {
        var first = (await statistician.Post("/v1/reports/releases", new { period = "2026-08", @base = "registered", status = "preliminary", by = new[] { "contract_type" }, acceptSmallCells = true })).Is(201).Id;
        await market.AppendAsync($"ctr_{1:x32}", new ContractImported("北京技术市场", false, "2026110000000001", new DateOnly(2026, 8, 28), "110000", ContractType.Service, ContractSubtype.GeneralService,
            TechnicalField.ElectronicInformation, [IpType.None], Money.WanYuan(120), Money.WanYuan(100), Money.WanYuan(90), PlanSource.OutsidePlan, SocialEconomicGoal.Environment,
            PartyKind.University, "110108", PartyKind.LimitedLiabilityCompany, "330106"));
        var second = (await PlayAsync(nameof(ReleaseReport), statistician, ("previous", first))).Id;
        await PlayAsync(nameof(GetRelease), market.Stranger, ("releaseId", second));
        await PlayAsync(nameof(ListReleases), market.Stranger);
        await PlayAsync(nameof(CompareReleases), market.Stranger, ("releaseId", first), ("with", second));
    }
}
