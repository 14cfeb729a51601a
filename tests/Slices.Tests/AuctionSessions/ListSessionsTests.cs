using Marketplace.Tests;

namespace Marketplace.Slices.Tests.AuctionSessions;

public sealed class ListSessionsTests : SessionFixture
{
    private async Task<string[]> Found(string query) =>
        [.. (await Market.Stranger.Get($"/v1/auction-sessions{query}", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task The_calendar_of_a_month_has_every_session_that_is_held_on_one_of_its_days()
    {
        var @operator = await MarketAsync();
        var (september, october) = (new DateTimeOffset(2026, 9, 30, 9, 0, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2026, 10, 20, 9, 0, 0, TimeSpan.FromHours(8)));
        string[] ids = [.. await Task.WhenAll(new[] { (october, 3d), (september, 48), (september, 3) }.Select(async each => (await @operator.Post("/v1/auction-sessions", Plan(each.Item1, plan =>
            (plan["closesAt"], plan["host"]) = (Deal.At(each.Item1.AddHours(each.Item2)), @operator.Organization)))).Is(201).Id))];
        var own = $"?operator={@operator.Organization}";
        Assert.That(await Found($"{own}&month=2026-10"), Is.EqualTo(new[] { ids[1], ids[0] }), "the first to open first");
        Assert.That(await Found($"{own}&month=2026-09,2026-10"), Has.Length.EqualTo(3));
        Assert.That(await Found($"{own}&month=2026-11"), Is.Empty);
        Assert.That(await Found($"?host={@operator.Organization}&series=autumn&region=330000"), Has.Length.EqualTo(3));
        foreach (var none in (string[])["&field=aerospace", "&series=spring", "&region=310000", "&host=org_00000000000070008000000000000bad"]) Assert.That(await Found(own + none), Is.Empty, none);
    }

    [Test]
    public async Task A_page_goes_on_where_the_one_before_ended_and_typing_errors_are_pointed_at()
    {
        var @operator = await MarketAsync();
        for (var i = 0; i < 3; i++) await SessionAsync(@operator);
        var first = (await Market.Stranger.Get($"/v1/auction-sessions?operator={@operator.Organization}&limit=2", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That(await Found($"?operator={@operator.Organization}&limit=2&cursor={first.Text("next")}"), Has.Length.EqualTo(1));
        foreach (var (query, pointer) in new[] { ("month=2026-13", "/month"), ("month=", "/month"), ("series=winter", "/series"), ("field=glass", "/field"), ("host=usr_1", "/host"), ("operator=x", "/operator"), ("region=1", "/region"), ("limit=0", "/limit") })
            Assert.That((await Market.Stranger.Get($"/v1/auction-sessions?{query}")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }), query);
        (await Market.Stranger.Get($"/v1/auction-sessions?series=spring&cursor={first.Text("next")}")).Refused(400, "cursor.mismatch");
    }
}
