using System.Globalization;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Releases;

/// <summary>A market on 2026-09-02 whose office in Hangzhou registered four contracts of 480 万元 in August, with two statisticians.</summary>
public abstract class ReleaseFixture : ContractFixture
{
    private protected const string Releases = "/v1/reports/releases";

    private int elsewhere;

    private protected Client Statistician { get; private set; } = null!;

    private protected Client OtherStatistician { get; private set; } = null!;

    private protected TestMarket Market => Desk.Market;

    [OneTimeSetUp]
    public async Task RegisterAsync()
    {
        for (var i = 0; i < 4; i++) await Desk.RegisteredAsync();
        await Market.AdvanceToAsync(new DateTimeOffset(2026, 9, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        Statistician = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);
        OtherStatistician = await Market.JoinAsync(OrganizationKind.MarketOperator, "宁波科技大市场", Role.Statistician);
    }

    /// <summary>Contracts of 100 万元 from another register. Each test of a fixture has a place of its own, so that its releases are its own.</summary>
    private protected async Task RegisterElsewhereAsync(string region, int contracts = 1, string on = "2026-08-20", ContractType type = ContractType.Service)
    {
        for (var i = 0; i < contracts; i++)
        {
            var number = ++elsewhere;
            await Market.AppendAsync($"ctr_{number:x32}", new ContractImported("北京技术市场", false, $"{number:0000000000000000}", DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), region,
                type, type is ContractType.Service ? ContractSubtype.GeneralService : ContractSubtype.TechnicalConsulting, TechnicalField.ElectronicInformation, [IpType.None],
                Money.WanYuan(100), Money.WanYuan(90), Money.WanYuan(80), PlanSource.OutsidePlan, SocialEconomicGoal.Environment, PartyKind.University, region, PartyKind.University, region));
        }
    }

    private protected Task<Reply> ReleaseAsync(
        string? region, string status = "preliminary", string? previous = null, string? note = null, bool? acceptSmallCells = true, string period = "2026-08", string @base = "registered",
        string[]? by = null, string? key = null, Client? caller = null) =>
        (caller ?? Statistician).Post(Releases, new { period, @base, status, region, by, previous, note, acceptSmallCells }, key);

    private protected async Task<Reply> ReadAsync(string id) => (await Market.Stranger.Get($"{Releases}/{id}", ("Marketplace-Position", $"{Market.Position}"))).Is(200);

    private protected static (long Contracts, long Turnover, long Technology) Sums(System.Text.Json.JsonElement sums) =>
        (sums.GetProperty("contracts").GetInt64(), sums.GetProperty("turnover").GetProperty("amount").GetInt64(), sums.GetProperty("technologyAmount").GetProperty("amount").GetInt64());
}
