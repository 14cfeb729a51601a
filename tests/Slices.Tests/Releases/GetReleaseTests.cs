using System.Text.Json.Nodes;
using Marketplace.Api.Checkpoints;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Releases;

public sealed class GetReleaseTests : ReleaseFixture
{
    /// <summary>What the minute does.</summary>
    private Task SignAsync() => Market.Services.GetRequiredService<CheckpointBook>().SignAsync(new Domain.Instant(Market.Now.ToUnixTimeMilliseconds()), CancellationToken.None);

    private static JsonObject Without(Reply reply, params string[] members)
    {
        var json = JsonNode.Parse(reply.Body)!.AsObject();
        foreach (var member in members) json.Remove(member);
        return json;
    }

    [Test]
    public async Task A_stranger_reads_what_was_released_with_growth_from_the_month_before()
    {
        await RegisterElsewhereAsync("350000", 4, "2026-07-20");
        await RegisterElsewhereAsync("350000", 7);
        var release = await ReadAsync((await ReleaseAsync("350000")).Is(201).Id);
        Assert.That(Sums(release["total"]), Is.EqualTo((7L, 700_000_000L, 630_000_000L)));
        Assert.That((release["total.averageTurnover.amount"].GetInt64(), release["total.growthOnMonth.contracts"].GetDecimal(), release["total.growthOnMonth.turnover"].GetDecimal()), Is.EqualTo((100_000_000L, 75m, 75m)));
        Assert.That((Sums(release["total.yearToDate"]).Contracts, release["total.growthOnYear"].EnumerateObject().Count()), Is.EqualTo((11L, 0)));
        foreach (var group in release["groups"].EnumerateArray())
            Assert.That(group.GetProperty("rows").EnumerateArray().Sum(row => Sums(row.GetProperty("sums")).Turnover), Is.EqualTo(700_000_000L), group.GetProperty("by").GetString());
    }

    [Test]
    public async Task It_carries_its_own_event_with_the_figures_as_integers_and_a_checkpoint()
    {
        var release = await ReadAsync((await ReleaseAsync("360000", by: [])).Is(201).Id);
        var data = JsonNode.Parse(release.Text("proof.event.data"))!;
        Assert.That((release.Text("proof.event.stream"), release.Text("proof.event.type"), release["proof.event.position"].GetInt64()), Is.EqualTo((release.Id, "report_released.1", release["position"].GetInt64())));
        Assert.That(((string)data["period"]!, (string)data["region"]!, data["total"]!["monthBefore"]!.AsObject().Select(member => member.Key).ToArray()),
            Is.EqualTo(("2026-08", "360000", new[] { "contracts", "turnover", "technologyAmount" })));
        Assert.That(data["total"]!.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "month", "monthBefore", "yearBefore", "yearToDate", "yearToDateBefore" }), "sums, and no rates");
        Assert.That(release.Text("proof.checkpoint").Split('.'), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Later_contracts_and_later_vintages_change_nothing_but_that_it_is_superseded()
    {
        await RegisterElsewhereAsync("370000", 3);
        var id = (await ReleaseAsync("370000")).Is(201).Id;
        await SignAsync();
        var before = await ReadAsync(id);
        await RegisterElsewhereAsync("370000", 5);
        Assert.That((await ReadAsync(id)).Body, Is.EqualTo(before.Body));
        var next = (await ReleaseAsync("370000", "revised", id, "补登五项合同。")).Is(201).Id;
        await SignAsync();
        var after = await ReadAsync(id);
        Assert.That(after.Text("supersededBy"), Is.EqualTo(next));
        Assert.That(JsonNode.DeepEquals(Without(after, "supersededBy"), Without(before)), Is.True);
        Assert.That(after.ETag, Is.Not.EqualTo(before.ETag));
    }

    [Test]
    public async Task It_has_a_tag_as_soon_as_a_checkpoint_of_the_log_covers_it_and_every_form_has_its_own()
    {
        var id = (await ReleaseAsync("210000")).Is(201).Id;
        var (one, other) = (await ReadAsync(id), await ReadAsync(id));
        Assert.That((one.ETag, JsonNode.DeepEquals(Without(one, "proof"), Without(other, "proof"))), Is.EqualTo(((string?)null, true)));
        await SignAsync();
        var (lasting, english) = (await ReadAsync(id), (await Market.Stranger.Get($"{Releases}/{id}", ("Accept-Language", "en"))).Is(200));
        var table = (await Market.Stranger.Get($"{Releases}/{id}", ("Accept", "text/csv"))).Is(200);
        var marked = (await Market.Stranger.Get($"{Releases}/{id}?bom=true", ("Accept", "text/csv"))).Is(200);
        Assert.That(new[] { lasting.ETag, english.ETag, table.ETag, marked.ETag }, Is.Unique.And.All.Not.Null);
        Assert.That((await Market.Stranger.Get($"{Releases}/{id}", ("If-None-Match", lasting.ETag!))).Status, Is.EqualTo(304));
        Assert.That(english["groups.0.rows.0.label"].GetString(), Is.EqualTo("Technology development"));
    }

    [Test]
    public async Task A_reader_who_prefers_a_table_gets_the_same_figures_in_yuan()
    {
        await RegisterElsewhereAsync("220000", 3);
        var id = (await ReleaseAsync("220000", by: ["contract_type"])).Is(201).Id;
        var reply = (await Market.Stranger.Get($"{Releases}/{id}", ("Accept", "text/csv"), ("Marketplace-Position", $"{Market.Position}"))).Is(200);
        var lines = reply.Body.Split("\r\n");
        Assert.That((reply.ContentType, lines.Length), Is.EqualTo(("text/csv", 1 + 1 + 5 + 3 + 1)), "header, total, five types, three origins, and the last line ends");
        Assert.That(lines[0], Does.StartWith("release,vintage,status,period,base,region,by,code,label,contracts,turnover_yuan,"));
        Assert.That(lines[1], Does.StartWith($"{id},1,preliminary,2026-08,registered,220000,total,,合计,3,3000000.00,2700000.00,1000000.00,"));
        Assert.That(lines[6], Does.StartWith($"{id},1,preliminary,2026-08,registered,220000,contract_type,service,技术服务,3,"));
    }

    [Test]
    public async Task Before_it_is_released_a_stranger_learns_nothing()
    {
        await RegisterElsewhereAsync("230000", 3);
        (await Market.Stranger.Get("/v1/reports/monthly/2026-08?region=230000")).Refused(401, "token.missing");
        Assert.That((await Market.Stranger.Get($"{Releases}?region=230000", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"].GetArrayLength(), Is.Zero);
        (await Market.Stranger.Get($"{Releases}/rel_0198d3a1b2c37000800000000000bbbb")).Refused(404, "release.not_found");
        (await Market.Stranger.Get($"{Releases}/ctr_0198d3a1b2c37000800000000000bbbb")).Refused(404, "resource.not_found");
        // A refusal to the statistician leaves nothing behind for others.
        (await ReleaseAsync("230000", "final")).Refused(409, "release.too_early_for_final");
        Assert.That((await Market.Stranger.Get($"/v1/changes?kind=release&after={Market.Position}")).Is(200)["items"].GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_change_feed_tells_everybody_that_it_appeared_and_that_it_was_superseded()
    {
        var after = Market.Position;
        var first = (await ReleaseAsync("150000")).Is(201).Id;
        var second = (await ReleaseAsync("150000", "revised", first)).Is(201).Id;
        var told = (await Market.Stranger.Get($"/v1/changes?kind=release&after={after}", ("Marketplace-Position", $"{Market.Position}"))).Is(200)["items"].EnumerateArray()
            .Select(entry => (entry.GetProperty("resource").GetProperty("id").GetString(), entry.GetProperty("version").GetInt64(), entry.GetProperty("change").GetString()));
        Assert.That(told, Is.EqualTo(new[] { (first, 1L, "appeared"), (second, 1L, "appeared"), (first, 2L, "changed") }));
    }
}
