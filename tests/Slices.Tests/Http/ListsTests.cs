using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Queries;
using Marketplace.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using States = Marketplace.Api.Pipeline.Market;

namespace Marketplace.Slices.Tests.Http;

/// <summary>What lists and figures answer when they cannot be had: never a silently wrong one.</summary>
public sealed class ListsTests
{
    private sealed record Broken : Query<int>
    {
        internal override int Run(Reading reading) => throw new SqliteException("disk I/O error", 10);
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_503_and_not_a_bug()
    {
        await using var market = TestMarket.Open();
        (await market.Stranger.Get("/v1/organizations")).Is(200);
        var answer = await market.Services.GetRequiredService<Projections>().AskAsync(new Caller { ArrivedAt = TestMarket.Start }, new Broken(), CancellationToken.None);
        Assert.That(answer.Refusal?.Code, Is.EqualTo("read_model.unavailable"));
        (await market.Stranger.Get("/v1/organizations")).Is(200);
    }

    [Test]
    public async Task A_registration_that_cannot_be_counted_leaves_no_report_while_everything_else_goes_on()
    {
        await using var market = TestMarket.Open();
        var statistician = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Statistician);
        (await statistician.Get("/v1/reports/monthly/2026-08")).Is(200);
        var states = market.Services.GetRequiredService<States>();
        var contract = states.NewId(Ids.Contract);
        // No office's region: nothing that this program writes lacks it.
        var registered = new ContractRegistered("2026330100000001", new DateOnly(2026, 8, 3), "org", null!, "玻璃窑炉环保治理技术转让合同", ContractType.Transfer,
            ContractSubtype.PatentTransfer, Domain.Achievements.TechnicalField.Environment, [], Money.WanYuan(480), Money.WanYuan(450), Money.WanYuan(450), new DateOnly(2026, 8, 3),
            PaymentMethod.Instalments, false, PlanSource.OutsidePlan, SocialEconomicGoal.Environment, "org", PartyKind.University, "330100", "org", PartyKind.LimitedLiabilityCompany, "330100");
        await states.FollowAsync("test", contract, states.Now, [contract], _ => Marketplace.Log.Effect.None.And(contract, registered), CancellationToken.None);

        (await statistician.Get("/v1/reports/monthly/2026-08", ("Marketplace-Position", $"{market.Position}"))).Refused(503, "read_model.incomplete");
        (await market.Stranger.Get("/v1/organizations")).Is(200);
        Assert.That((await market.Stranger.Get("/health/ready")).Is(200).Text("status"), Is.EqualTo("degraded"));
    }
}
