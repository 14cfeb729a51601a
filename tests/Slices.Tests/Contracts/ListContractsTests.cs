using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class ListContractsTests
{
    private TestMarket market = null!;
    private Deal deal = null!;
    private Client office = null!, supervisor = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        office = await market.JoinAsync(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记处", Role.Reviewer);
        supervisor = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        deal = await Deal.OpenAsync(market, bidders: 2);
        (await deal.BidAsync(1, 300)).Is(201);
        (await deal.BidAsync(2, 480)).Is(201);
        await market.AdvanceToAsync(deal.ClosesAt);
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await market.AdvanceAsync(TimeSpan.FromMinutes(1));
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<System.Text.Json.JsonElement[]> List(Client client, string query) =>
        [.. (await client.Get($"/v1/contracts{query}", ("Marketplace-Position", $"{market.Position}"))).Is(200)["items"].EnumerateArray()];

    [Test]
    public async Task Both_parties_their_market_and_the_supervisor_find_the_drafted_contract_of_4_800_000_yuan()
    {
        foreach (var party in (Client[])[deal.University, deal.Bidders[1], deal.Operator, supervisor])
        {
            var found = await List(party, "?state=draft");
            Assert.That(found, Has.Length.EqualTo(1));
            Assert.That((found[0].GetProperty("deal").GetString(), found[0].GetProperty("turnover").GetProperty("amount").GetInt64()), Is.EqualTo((deal.Auction, 480_000_000L)));
        }
    }

    [Test]
    public async Task The_loser_another_market_and_the_office_before_the_filing_find_nothing()
    {
        var elsewhere = await market.JoinAsync(OrganizationKind.MarketOperator, "安吉科技大市场", Role.Operator);
        foreach (var other in (Client[])[deal.Bidders[0], elsewhere, office]) Assert.That(await List(other, ""), Is.Empty);
    }

    [Test]
    public async Task Filters_narrow_the_list()
    {
        Assert.That(await List(supervisor, $"?seller={deal.University.Organization}&buyer={deal.Bidders[1].Organization}&type=transfer&field=environment"), Has.Length.EqualTo(1));
        Assert.That(await List(supervisor, "?registeredIn=2026-08"), Is.Empty);
        Assert.That((await supervisor.Get("/v1/contracts?registeredIn=August")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/registeredIn" }));
    }

    [TestCase("state=Draft", "/state")]
    [TestCase("type=Transfer", "/type")]
    [TestCase("field=ENVIRONMENT", "/field")]
    public async Task A_code_in_other_letters_is_no_code(string filter, string pointer) =>
        Assert.That((await supervisor.Get($"/v1/contracts?{filter}")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task Overdue_is_true_or_false() =>
        Assert.That((await supervisor.Get("/v1/contracts?overdue=late")).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/overdue" }));

    [Test]
    public async Task A_stranger_is_asked_to_sign_in() => (await market.Stranger.Get("/v1/contracts")).Refused(401, "token.missing");
}
