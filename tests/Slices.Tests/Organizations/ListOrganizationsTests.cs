using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Organizations;

public sealed class ListOrganizationsTests
{
    private TestMarket market = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        foreach (var name in (string[])["浙江理工大学", "衢州学院", "浙江工业大学", "宁波大学", "湖州学院"])
            await market.JoinAsync(OrganizationKind.University, name, Role.Publisher);
        await market.JoinAsync(OrganizationKind.Enterprise, "杭州蓝焰窑炉科技有限公司", Role.Bidder);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> List(string query) => market.Stranger.Get($"/v1/organizations{query}", ("Marketplace-Position", $"{market.Position}"));

    [Test]
    public async Task Five_universities_come_two_by_two_and_each_once()
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await List($"?kind=university&limit=2{cursor}")).Is(200);
            names.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("nameZh").GetString()!));
            cursor = page.Json.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : null;
        }
        Assert.That(names, Is.EqualTo(new[] { "湖州学院", "宁波大学", "浙江工业大学", "衢州学院", "浙江理工大学" }));
    }

    [TestCase("?name=窑炉", 1)]
    [TestCase("?q=窯爐", 1)]
    [TestCase("?q=zjlgdx", 1)]
    [TestCase("?q=zhejiang", 2)]
    [TestCase("?q=xy&kind=university", 2)]
    [TestCase("?kind=university,enterprise&region=330000", 6)]
    [TestCase("?region=320000", 0)]
    [TestCase("?state=suspended", 0)]
    public async Task Filters_narrow_the_list(string query, int expected)
    {
        var page = (await List(query)).Is(200);
        Assert.That(page["items"].GetArrayLength(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_typo_never_widens_a_list()
    {
        (await List("?knd=university")).Refused(400, "query.unknown_parameter");
        var unknown = (await List("?kind=univercity")).Refused(422, "request.invalid");
        Assert.That(unknown.Pointers, Is.EqualTo(new[] { "/kind" }));
        (await List("?limit=0")).Refused(422, "request.invalid");
        foreach (var empty in (string[])["?kind=", "?region=,", "?state=%20"]) (await List(empty)).Refused(422, "request.invalid");
    }

    [Test]
    public async Task A_cursor_belongs_to_its_filters()
    {
        var next = (await List("?kind=university&limit=2")).Is(200).Text("next");
        (await List($"?kind=enterprise&limit=2&cursor={next}")).Refused(400, "cursor.mismatch");
        (await List($"?kind=university&cursor={next[..^2]}")).Refused(400, "cursor.mismatch");
    }

    [Test]
    public async Task Nobody_is_answered_from_before_the_position_that_was_named()
    {
        var asked = market.Stranger.Get("/v1/organizations", ("Marketplace-Position", $"{market.Position + 1000}"));
        while (!asked.IsCompleted)
        {
            market.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        var reply = (await asked).Refused(503, "read_model.behind");
        Assert.That(reply.Header("Retry-After"), Is.EqualTo("1"));
    }
}
