namespace Marketplace.Slices.Tests.Releases;

public sealed class ListReleasesTests : ReleaseFixture
{
    private async Task<string[]> Found(string query) =>
        [.. (await Market.Stranger.Get($"{Releases}?{query}", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task The_newest_comes_first_and_each_filter_narrows_the_list()
    {
        var first = (await ReleaseAsync("110000")).Is(201).Id;
        var second = (await ReleaseAsync("110000", "revised", first)).Is(201).Id;
        var july = (await ReleaseAsync("110000", period: "2026-07")).Is(201).Id;
        var district = (await ReleaseAsync("110108", @base: "output")).Is(201).Id;
        var country = (await ReleaseAsync(null, @base: "absorption", period: "2026-06")).Is(201).Id;
        Assert.That(await Found("region=110000"), Is.EqualTo(new[] { district, july, second, first }), "with what lies below");
        Assert.That(await Found("region=110000&latest=true"), Is.EqualTo(new[] { district, july, second }));
        Assert.That(await Found("region=110000&period=2026-08&base=registered"), Is.EqualTo(new[] { second, first }));
        Assert.That(await Found("region=110000&status=revised,final"), Is.EqualTo(new[] { second }));
        Assert.That(await Found("region=110000&period=2026-06,2026-07"), Is.EqualTo(new[] { july }));
        Assert.That(await Found("base=absorption"), Is.EqualTo(new[] { country }));
        Assert.That(await Found("wholeCountry=true"), Is.EqualTo(new[] { country }));
        Assert.That(await Found("wholeCountry=false&period=2026-07,2026-06"), Is.EqualTo(new[] { july }));
        Assert.That(await Found("region=110000&latest=false"), Has.Length.EqualTo(4));
    }

    [Test]
    public async Task An_item_names_the_month_the_line_and_the_total()
    {
        await RegisterElsewhereAsync("120000", 3);
        var first = (await ReleaseAsync("120000")).Is(201).Id;
        var second = (await ReleaseAsync("120000", "revised", first)).Is(201).Id;
        var items = (await Market.Stranger.Get($"{Releases}?region=120000", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"];
        Assert.That((items[0].GetProperty("period").GetString(), items[0].GetProperty("vintage").GetInt32(), items[0].GetProperty("previous").GetString(), items[0].GetProperty("releasedByName").GetString()),
            Is.EqualTo(("2026-08", 2, first, "浙江省统计局")));
        Assert.That((items[1].GetProperty("supersededBy").GetString(), Sums(items[1].GetProperty("sums"))), Is.EqualTo((second, (3L, 300_000_000L, 270_000_000L))));
    }

    [Test]
    public async Task A_page_goes_on_where_the_one_before_ended_and_typing_errors_are_pointed_at()
    {
        foreach (var month in (string[])["2026-03", "2026-04", "2026-05"]) (await ReleaseAsync("130000", period: month)).Is(201);
        var page = (await Market.Stranger.Get($"{Releases}?region=130000&limit=2", ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        Assert.That(await Found($"region=130000&limit=2&cursor={page.Text("next")}"), Has.Length.EqualTo(1));
        (await Market.Stranger.Get($"{Releases}?region=140000&cursor={page.Text("next")}")).Refused(400, "cursor.mismatch");
        foreach (var (query, pointer) in new[] { ("period=2026-13", "/period"), ("period=", "/period"), ("base=inflow", "/base"), ("region=1", "/region"), ("status=draft", "/status"), ("limit=0", "/limit") })
            Assert.That((await Market.Stranger.Get($"{Releases}?{query}")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { pointer }), query);
    }
}
