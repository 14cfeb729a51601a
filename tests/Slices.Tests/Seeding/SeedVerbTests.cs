using System.Text.Json;
using Marketplace.Api.Hosting;
using Marketplace.Api.Seeding;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using Marketplace.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Seeding;

public sealed class SeedVerbTests
{
    /// <summary>One contract in 400 of 2023: 2364.</summary>
    private static readonly PublishedYear Sample = PublishedYear.All[^1].OneIn(400);

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("marketplace-seed-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<ContractImported> Contracts => new GeneratedYear(Sample, "sample").All();

    private Task<string> Load(IEnumerable<ContractImported> contracts) =>
        Run("Sandbox", (services, output) => SeedVerb.LoadAsync(services, "sample", Sample.Contracts, contracts, output));

    private Task<string> Verb(string environment, params string[] words) =>
        Run(environment, (services, output) => Verbs.Find(["seed", .. words])!.CarryOutAsync(["seed", .. words], services, output));

    /// <summary>What is written to the terminal, in a program that never serves.</summary>
    private async Task<string> Run(string environment, Func<IServiceProvider, TextWriter, Task> work)
    {
        var builder = WebApplication.CreateBuilder([.. TestMarket.SettingsOf(folder).Select(setting => $"--{setting.Name}={setting.Value}"), $"--environment={environment}"]);
        builder.Services.AddMarketplace();
        await using var app = builder.Build();
        using var output = new StringWriter();
        await work(app.Services, output);
        return output.ToString();
    }

    private async Task<(string Organization, string Subject, string Secret)> JoinAsync()
    {
        await using var market = TestMarket.Open(folder);
        var statistician = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);
        return (statistician.Organization, statistician.Subject, statistician.Secret);
    }

    [Test]
    public async Task The_reports_of_a_loaded_sample_have_its_sums_for_every_province_on_both_bases_to_the_fen()
    {
        var (organization, subject, secret) = await JoinAsync();
        var text = await Load(Contracts);
        Assert.That(text, Does.Contain("Loaded 2,364 generated contracts").And.Contain("a second into the log and the ledger").And.Contain("100 %  2,364 of 2,364 contracts"));

        await using var market = TestMarket.Open(folder);
        var statistician = await market.SignInAsync(organization, subject, secret);
        foreach (var (by, margins) in new[] { ("output", Sample.Output), ("absorption", Sample.Absorption) })
        {
            var report = (await statistician.Get($"/v1/reports/monthly/2023-12?base={by}&by=region,origin", ("Marketplace-Position", $"{market.Position}"))).Is(200);
            var rows = report["groups.0.rows"].EnumerateArray().ToDictionary(row => row.GetProperty("code").GetString()!, row => YearToDate(row.GetProperty("sums")));
            foreach (var (place, margin) in Sample.Places.Zip(margins)) Assert.That(rows[place], Is.EqualTo((margin.Contracts, margin.Turnover.Fen)), $"{by} {place}");
            Assert.That(rows[Regions.HongKongMacaoTaiwan], Is.EqualTo((0L, 0L)), "not given apart");
            Assert.That(YearToDate(report["total"]), Is.EqualTo((2364L, PublishedYear.All[^1].Turnover.Fen / 400)));
            Assert.That(report["generated"].GetInt64(), Is.EqualTo(report["total.contracts"].GetInt64()), "every one is invented, and the report says so");
        }
        var registered = (await statistician.Get("/v1/reports/monthly/2023-12")).Is(200);
        Assert.That(YearToDate(registered["total"]).Contracts, Is.EqualTo(2364));
        var flows = (await statistician.Get("/v1/reports/flows/2023-12")).Is(200);
        Assert.That(flows["total.contracts"].GetInt64(), Is.EqualTo(registered["total.contracts"].GetInt64()));
    }

    private static (long Contracts, long Fen) YearToDate(JsonElement sums) =>
        (sums.GetProperty("yearToDate").GetProperty("contracts").GetInt64(), sums.GetProperty("yearToDate").GetProperty("turnover").GetProperty("amount").GetInt64());

    [Test]
    public async Task A_loaded_contract_can_be_read_by_the_supervisor_and_has_no_certificate_here()
    {
        var (organization, subject, secret) = await JoinAsync();
        await Load(Contracts);
        await using var market = TestMarket.Open(folder);
        var statistician = await market.SignInAsync(organization, subject, secret);
        var item = (await statistician.Get("/v1/contracts?registeredIn=2023-12&limit=1", ("Marketplace-Position", $"{market.Position}"))).Is(200)["items.0"];
        Assert.That((item.GetProperty("importedFrom").GetString(), item.GetProperty("generated").GetBoolean()), Is.EqualTo(("sample", true)));
        var id = item.GetProperty("id").GetString();
        var contract = (await statistician.Get($"/v1/contracts/{id}")).Is(200);
        Assert.That((contract.Text("state"), contract.Text("number"), contract.Text("importedFrom")), Is.EqualTo(("registered", item.GetProperty("number").GetString(), "sample")));
        Assert.That(contract.Json.EnumerateObject().Select(member => member.Name), Has.None.AnyOf("seller", "buyer", "deal", "office"));
        (await statistician.Get($"/v1/contracts/{id}/certificate")).Refused(404, "certificate.not_found");
    }

    [Test]
    public async Task A_run_that_was_broken_off_goes_on_where_it_stopped_and_a_third_has_nothing_to_add()
    {
        await JoinAsync();
        static IEnumerable<ContractImported> BreakOff()
        {
            foreach (var contract in Contracts.Take(1500)) yield return contract;
            throw new IOException("The machine went down.");
        }
        Assert.ThrowsAsync<IOException>(() => Load(BreakOff()));
        Assert.That(await Load(Contracts), Does.Contain("Loaded 1,364 generated contracts"), "the first thousand were a command of their own");
        Assert.That(Assert.ThrowsAsync<UsageException>(() => Load(Contracts))!.Message, Does.StartWith("sample is in this log already"));
        await using var market = TestMarket.Open(folder);
        Assert.That(market.Position, Is.EqualTo(3 + 2364), "no contract twice");
    }

    [Test]
    public async Task An_office_that_registers_here_gives_its_own_numbers_and_one_whose_numbers_are_there_cannot_begin()
    {
        await JoinAsync();
        var here = new OrganizationDetails(OrganizationKind.RegistrationOffice, "浙江省技术合同认定登记处", null, "12330000MB0000001X", "330000", "99");
        async Task<string> Open() => await Run("Sandbox", async (services, _) =>
        {
            await services.GetRequiredService<Marketplace.Log.Writer>().StartAsync(CancellationToken.None);
            await services.GetRequiredService<Bootstrap>().AddOrganizationAsync(here, CancellationToken.None, "seen");
        });
        await Open();
        Assert.That(Assert.ThrowsAsync<RefusedException>(() => Load(Contracts))!.Message, Does.StartWith("The registration number is taken."));

        RemoveFolder();
        MakeFolder();
        await JoinAsync();
        await Load(Contracts);
        Assert.ThrowsAsync<RefusedException>(Open);
    }

    [Test]
    public async Task Production_is_asked_twice_an_empty_log_is_refused_and_a_word_that_is_none_too()
    {
        Assert.That(Assert.ThrowsAsync<UsageException>(() => Verb("Production", "national-2023"))!.Message, Does.Contain("--even-in-production"));
        Assert.That(Assert.ThrowsAsync<UsageException>(() => Verb("Sandbox", "history"))!.Message, Does.Contain("this log is empty"));
        Assert.That(Assert.ThrowsAsync<UsageException>(() => Verb("Sandbox"))!.Message, Does.Contain("what shall be loaded?"));
        Assert.That(Assert.ThrowsAsync<UsageException>(() => Verb("Sandbox", "national-2024"))!.Message, Does.Contain("'national-2024' is not known"));
        Assert.That(await Verb("Sandbox", "--help"), Does.Contain("seed national-2023").And.Contain("seed history").And.Contain("generated"));
    }
}
