using Marketplace.Domain.Contracts;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Releases;

public sealed class CompareReleasesTests : ReleaseFixture
{
    private Task<Reply> CompareAsync(string from, string to) => Market.Stranger.Get($"{Releases}/{from}/comparison?with={to}");

    [Test]
    public async Task Two_vintages_are_compared_in_both_directions()
    {
        await RegisterElsewhereAsync("310000", 3);
        var first = (await ReleaseAsync("310000", by: ["contract_type"])).Is(201).Id;
        await RegisterElsewhereAsync("310000", 1, type: ContractType.Consulting);
        var second = (await ReleaseAsync("310000", "revised", first, "补登一项合同。", by: ["technical_field", "contract_type"])).Is(201).Id;
        var there = (await CompareAsync(first, second)).Is(200);
        Assert.That((there.Text("from.id"), there["to.vintage"].GetInt32(), there.Text("to.status")), Is.EqualTo((first, 2, "revised")));
        Assert.That(there["by"].EnumerateArray().Select(by => by.GetString()), Is.EqualTo(new[] { "contract_type", "origin" }), "what both have");
        Assert.That(there["cells"].EnumerateArray().Select(cell => (cell.TryGetProperty("code", out var code) ? code.GetString() : "total", cell.GetProperty("part").GetString(), Sums(cell.GetProperty("difference")))), Is.EqualTo(new[]
        {
            ("total", "month", (1L, 100_000_000L, 90_000_000L)), ("total", "year_to_date", (1, 100_000_000, 90_000_000)),
            ("consulting", "month", (1, 100_000_000, 90_000_000)), ("consulting", "year_to_date", (1, 100_000_000, 90_000_000)),
            ("imported", "month", (1, 100_000_000, 90_000_000)), ("imported", "year_to_date", (1, 100_000_000, 90_000_000)),
        }));
        var back = (await CompareAsync(second, first)).Is(200);
        Assert.That(back["cells"].EnumerateArray().Select(cell => Sums(cell.GetProperty("difference")).Contracts), Is.All.EqualTo(-1));
        Assert.That((await CompareAsync(first, first)).Is(200)["cells"].GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Another_month_base_or_place_is_not_compared()
    {
        var one = (await ReleaseAsync("320000")).Is(201).Id;
        foreach (var other in new[] { await ReleaseAsync("320000", period: "2026-07"), await ReleaseAsync("320000", @base: "output"), await ReleaseAsync("320500") })
            Assert.That((await CompareAsync(one, other.Is(201).Id)).Refused(422, "release.not_comparable").Pointers, Is.EqualTo(new[] { "/with" }));
        (await CompareAsync(one, "rel_0198d3a1b2c37000800000000000bbbb")).Refused(404, "release.not_found");
        (await CompareAsync("rel_0198d3a1b2c37000800000000000bbbb", one)).Refused(404, "release.not_found");
        Assert.That((await CompareAsync(one, "august")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/with" }));
        Assert.That((await Market.Stranger.Get($"{Releases}/{one}/comparison")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/with" }));
    }
}
