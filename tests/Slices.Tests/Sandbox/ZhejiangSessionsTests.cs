using System.Globalization;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Sandbox;

/// <summary>The sandbox's sessions give the published figures, each under the rounding it was printed with.</summary>
public sealed class ZhejiangSessionsTests
{
    private TestMarket market = null!;
    private Dictionary<string, string> sessions = null!, sellers = null!;

    [OneTimeSetUp]
    public async Task Seed()
    {
        market = TestMarket.Open(configure: host => host.UseSetting("Seed", "true"));
        // The positions of a seeded log are known once the server answers.
        (await market.Stranger.Get("/health/live")).Is(200);
        sessions = await NamesAsync("/v1/auction-sessions", "title");
        sellers = await NamesAsync("/v1/organizations?limit=200", "nameZh");
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<Dictionary<string, string>> NamesAsync(string path, string name) =>
        (await market.Stranger.Get(path, ("Marketplace-Position", $"{market.Position}"))).Is(200)["items"].EnumerateArray()
            .ToDictionary(item => item.GetProperty(name).GetString()!, item => item.GetProperty("id").GetString()!);

    [TestCase("纺织新材料", null, 10, 790, 1014, "28", Description = "2017-10-28, printed without decimals; 28.35 with two")]
    [TestCase("衢州学院", null, 12, 210, 537, "156", Description = "2018-07-11; 155.71 with two")]
    [TestCase("衢州学院", "衢州学院", 11, 160, 417, "161", Description = "of which the college's own; 160.63 with two")]
    [TestCase("安吉", null, 11, 895, 1230, "37.43", Description = "2020-07-20")]
    [TestCase("平湖", null, 1, 160, 320, "100.00")]
    [TestCase("2014", null, 1, 300, 480, "60.00")]
    [TestCase("长三角", null, 1, 200, 300, "50")]
    public async Task The_published_figures_come_out(string title, string? seller, int lots, int start, int hammer, string premium)
    {
        var decimals = premium.Contains('.', StringComparison.Ordinal) ? premium.Length - premium.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        var query = $"?decimals={decimals}{(seller is null ? "" : $"&seller={sellers[seller]}")}";
        var result = (await market.Stranger.Get($"/v1/auction-sessions/{sessions.Single(session => session.Key.Contains(title, StringComparison.Ordinal)).Value}/result{query}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result["lots"].GetInt32(), result["sold"].GetInt32()), Is.EqualTo((lots, lots)));
            Assert.That((result["startTotal.amount"].GetInt64() / Deal.Wan, result["hammerTotal.amount"].GetInt64() / Deal.Wan), Is.EqualTo(((long)start, (long)hammer)));
            Assert.That(result["premiumPercent"].GetDecimal(), Is.EqualTo(decimal.Parse(premium, CultureInfo.InvariantCulture)));
        }
    }

    [Test]
    public async Task The_dearest_lot_of_Anji_went_from_240_to_320_wan_yuan_at_33_point_33_percent()
    {
        var session = sessions.Single(each => each.Key.Contains("安吉", StringComparison.Ordinal)).Value;
        var lots = (await market.Stranger.Get($"/v1/auctions?session={session}")).Is(200)["items"].EnumerateArray();
        var lot = lots.Single(item => item.GetProperty("title").GetString()!.Contains("化工或农药废水", StringComparison.Ordinal)).GetProperty("id").GetString();
        var result = (await market.Stranger.Get($"/v1/auctions/{lot}/result")).Is(200);
        Assert.That((result["startPrice.amount"].GetInt64() / Deal.Wan, result["price.amount"].GetInt64() / Deal.Wan, result["premiumPercent"].GetDecimal()), Is.EqualTo((240L, 320L, 33.33m)));
    }
}
