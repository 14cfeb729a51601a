using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class ListPeopleTests
{
    private TestMarket market = null!;
    private Client admin = null!, platform = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin, Role.Bidder);
        foreach (var (name, role) in new[] { ("周婷", "filer"), ("吴建国", "publisher"), ("林晓燕", "filer") })
            (await admin.Post("/v1/people", new { name, roles = new[] { role } })).Is(201);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> List(Client client, string query = "") => client.Get($"/v1/people{query}", ("Marketplace-Position", $"{market.Position}"));

    private static IEnumerable<string?> Names(Reply page) => page.Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString());

    [Test]
    public async Task An_administrator_sees_the_own_people_with_their_names_the_newest_first()
    {
        Assert.That(Names(await List(admin)), Is.EqualTo(new[] { "林晓燕", "吴建国", "周婷", "陈志远" }));
        Assert.That(Names(await List(stranger)), Is.EqualTo(new[] { "陈志远" }));
        Assert.That((await List(admin)).Body, Does.Not.Contain("clientSecret"));
    }

    [Test]
    public async Task A_platform_administrator_sees_everybodys()
    {
        Assert.That(Names(await List(platform)).Count(), Is.GreaterThanOrEqualTo(6));
        Assert.That(Names(await List(platform, $"?organization={stranger.Organization}")), Is.EqualTo(new[] { "陈志远" }));
        Assert.That(Names(await List(admin, $"?organization={stranger.Organization}")), Is.Empty);
    }

    [TestCase("?role=filer", 2)]
    [TestCase("?role=filer,publisher", 3)]
    [TestCase("?role=broker", 0)]
    [TestCase("?state=active&role=publisher", 1)]
    [TestCase("?state=erased", 0)]
    public async Task Filters_narrow_the_list(string query, int expected) => Assert.That(Names(await List(admin, query)).Count(), Is.EqualTo(expected));

    [Test]
    public async Task Pages_follow_each_other_and_a_cursor_belongs_to_its_filters_and_its_reader()
    {
        var first = (await List(admin, "?limit=3")).Is(200);
        var second = await List(admin, $"?limit=3&cursor={first.Text("next")}");
        Assert.That(Names(first).Concat(Names(second)), Is.EqualTo(new[] { "林晓燕", "吴建国", "周婷", "陈志远" }));
        Assert.That(second.Json.TryGetProperty("next", out _), Is.False);
        (await List(admin, $"?role=filer&cursor={first.Text("next")}")).Refused(400, "cursor.mismatch");
        (await List(stranger, $"?limit=3&cursor={first.Text("next")}")).Refused(400, "cursor.mismatch");
        (await List(admin, "?cursor=nonsense")).Refused(400, "cursor.mismatch");
    }

    [Test]
    public async Task An_erased_person_stands_in_the_list_without_a_name()
    {
        var own = await market.JoinAsync(OrganizationKind.ResearchInstitute, "浙江省农业科学院", Role.OrgAdmin);
        var invited = (await own.Post("/v1/people", new { name = "郑海波", roles = Array.Empty<string>() })).Is(201);
        (await own.Delete($"/v1/people/{invited.Id}/profile", invited.ETag)).Is(200);
        var page = (await List(own, "?state=erased")).Is(200);
        Assert.That((page.Text("items.0.id"), page["items.0"].TryGetProperty("name", out _)), Is.EqualTo((invited.Id, false)));
        Assert.That((await List(own)).Body, Does.Not.Contain("郑海波"));
    }

    [TestCase("?role=fyler", "/role")]
    [TestCase("?state=gone", "/state")]
    [TestCase("?organization=usr_1", "/organization")]
    [TestCase("?limit=201", "/limit")]
    public async Task What_is_wrong_is_pointed_at(string query, string pointer) =>
        Assert.That((await List(admin, query)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }));

    [Test]
    public async Task It_takes_an_administrator()
    {
        var bidder = await market.JoinAsync(platform.Organization, Role.Operator);
        (await List(bidder)).Refused(403, "role.missing");
        (await List(market.Stranger)).Refused(401, "token.missing");
        (await List(admin, "?rule=filer")).Refused(400, "query.unknown_parameter");
    }
}
