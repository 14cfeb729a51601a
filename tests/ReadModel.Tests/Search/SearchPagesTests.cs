using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Search;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Search;

/// <summary>Facets, orders and pages against a search that does nothing but look at every document.</summary>
public sealed class SearchPagesTests
{
    private const int Documents = 240;
    private static readonly string[] Words = ["催化", "薄膜", "传感", "电池", "控制", "膜", "laser", "co2"];
    private static readonly string[] Places = ["330106", "330203", "320102", "110108", "810000", "330000"];

    private sealed record Thing(int Number, string Title, string Keyword, string Summary, TechnicalField Field, AchievementStage Stage, string Region, long? Price)
    {
        public string Id => Shop.Achievement(Number);

        public AchievementContent Content => new()
        {
            TitleZh = Title, Keywords = [Keyword], SummaryZh = Summary, Field = Field, Stage = Stage, Region = Region, PriceIntention = Price is { } fen ? new Money(fen) : null,
        };

        public bool Has(string text) => text.Split(' ').All(word => $"{Title}，{Keyword}，{Summary}".Contains(word, StringComparison.Ordinal));
    }

    private readonly List<Thing> things = [];
    private Shop shop = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        shop = await Shop.OpenAsync();
        var random = new Random(26);
        string Word() => Words[random.Next(Words.Length)];
        things.Clear();
        for (var i = 0; i < Documents; i++)
            things.Add(new Thing(i, $"{Word()}·{Word()}方法", Word(), random.Next(3) == 0 ? $"用于{Word()}、{Word()}和{Word()}" : "", (TechnicalField)random.Next(3), (AchievementStage)random.Next(3),
                Places[random.Next(Places.Length)], random.Next(4) == 0 ? null : random.Next(1, 40) * 10_000_00L));
        long last = 0;
        foreach (var thing in things) last = await shop.Market.Log.AppendAsync(thing.Id, Approved(thing.Content));
        await shop.Market.Views.ReachAsync(last);
    }

    [TearDown]
    public async Task CloseAsync() => await shop.DisposeAsync();

    private static readonly (MarketSearch Search, Func<Thing, bool> Meets)[] Searches =
    [
        (new MarketSearch(), _ => true),
        (new MarketSearch { Text = "膜" }, t => t.Has("膜")),
        (new MarketSearch { Text = "催化 薄膜" }, t => t.Has("催化 薄膜")),
        (new MarketSearch { Text = "laser方法" }, t => t.Has("laser 方法")),
        (new MarketSearch { Text = "电池", Fields = [TechnicalField.Aerospace, TechnicalField.ElectronicInformation] }, t => t.Has("电池") && t.Field is TechnicalField.Aerospace or TechnicalField.ElectronicInformation && t.Has("电池")),
        (new MarketSearch { Text = "方法", Regions = ["330000"] }, t => t.Region.StartsWith("33", StringComparison.Ordinal)),
        (new MarketSearch { Regions = ["330200", "hmt"], Stages = [AchievementStage.Mature] }, t => t.Region is "330203" or "810000" && t.Stage is AchievementStage.Mature),
        (new MarketSearch { Text = "控制", PriceFrom = 70_000_00, PriceTo = 210_000_00 }, t => t.Has("控制") && t.Price is >= 70_000_00 and <= 210_000_00),
        (new MarketSearch { PriceTo = 100_000_00 }, t => t.Price <= 100_000_00),
        (new MarketSearch { PriceFrom = 100_000_00 }, t => t.Price >= 100_000_00),
        (new MarketSearch { Kinds = [SearchKind.Listing, SearchKind.Demand] }, _ => false),
        (new MarketSearch { Statuses = ["approved"], Kinds = [SearchKind.Achievement], Text = "co2" }, t => t.Has("co2")),
    ];

    [Test]
    public void Counts_and_facets_are_those_of_a_search_that_looks_at_everything()
    {
        foreach (var (search, meets) in Searches)
        {
            var met = things.Where(meets).ToList();
            var totals = shop.Ask(search).Totals!;
            Assert.That((totals.Count, totals.IsExact), Is.EqualTo(((long)met.Count, true)), $"{search}");
            Assert.That(totals.Facets.Fields, Is.EqualTo(Facet(met, t => t.Field is TechnicalField.ElectronicInformation ? "electronic_information" : t.Field is TechnicalField.Aerospace ? "aerospace" : "advanced_manufacturing")));
            Assert.That(totals.Facets.Stages, Is.EqualTo(Facet(met, t => t.Stage is AchievementStage.Early ? "early" : t.Stage is AchievementStage.Middle ? "middle" : "mature")));
            Assert.That(totals.Facets.Regions, Is.EqualTo(Facet(met, t => Regions.ReportRowOf(t.Region)!)));
            Assert.That(totals.Facets.Kinds, Is.EqualTo(Facet(met, _ => "achievement")));
        }
    }

    private static IEnumerable<FacetCount> Facet(IEnumerable<Thing> met, Func<Thing, string> code) =>
        met.GroupBy(code).Select(group => new FacetCount(group.Key, group.Count())).OrderByDescending(f => f.Count).ThenBy(f => f.Code, StringComparer.Ordinal);

    [TestCase(SearchOrder.Relevance)]
    [TestCase(SearchOrder.Newest)]
    [TestCase(SearchOrder.Price)]
    [TestCase(SearchOrder.PriceDescending)]
    public async Task Pages_together_are_all_that_is_met_each_once_and_in_order(SearchOrder order)
    {
        foreach (var (search, meets) in Searches)
            // With other bounds more is counted than can be, or more is met than is ranked.
            foreach (var (counted, ranked) in ((int, int)[])[(20_000, 1_000), (10, 1_000), (20_000, 15), (30, 20)])
            {
                var asked = search with { OrderBy = order, Limit = 7, CountedAtMost = counted, RankedAtMost = ranked };
                var seen = await shop.PagesAsync(asked);
                Assert.That(seen, Is.EquivalentTo(things.Where(meets).Select(t => t.Id)), $"{asked}");
                var inOrder = seen.Select(id => things.Single(t => t.Id == id)).ToList();
                if (order is SearchOrder.Newest) Assert.That(inOrder.Select(t => t.Number), Is.Ordered.Descending);
                if (order is SearchOrder.Price) Assert.That(inOrder.Select(t => t.Price ?? long.MaxValue), Is.Ordered.Ascending, $"{asked}");
                if (order is SearchOrder.PriceDescending) Assert.That(inOrder.Select(t => t.Price ?? -1), Is.Ordered.Descending);
            }
    }

    [Test]
    public void A_count_above_the_bound_says_that_it_is_not_exact_and_is_near()
    {
        var met = things.Count(t => t.Has("方法"));
        var totals = shop.Ask(new MarketSearch { Text = "方法", CountedAtMost = 60 }).Totals!;
        Assert.That(totals.IsExact, Is.False);
        Assert.That(totals.Count, Is.EqualTo(met).Within(10).Percent);
        Assert.That(totals.Facets.Kinds.Single().Count, Is.EqualTo(met).Within(10).Percent);
        Assert.That(shop.Ask(new MarketSearch { Text = "方法", CountedAtMost = met }).Totals!.IsExact, Is.True);
        Assert.That(shop.Ask(new MarketSearch { Text = "方法", CountedAtMost = met - 1 }).Totals!.IsExact, Is.False);
    }

    /// <summary>Between two pages new ones come and some that were and some that were not seen yet go.</summary>
    [TestCase(SearchOrder.Relevance, 1_000)]
    [TestCase(SearchOrder.Relevance, 15)]
    [TestCase(SearchOrder.Newest, 1_000)]
    [TestCase(SearchOrder.Price, 1_000)]
    [TestCase(SearchOrder.PriceDescending, 1_000)]
    public async Task Whatever_is_written_between_two_pages_what_stays_comes_once(SearchOrder order, int ranked)
    {
        var random = new Random(7);
        var met = things.Where(t => t.Has("膜 薄膜")).ToList();
        var gone = new HashSet<string>();
        var seen = await shop.PagesAsync(new MarketSearch { Text = "膜 薄膜", OrderBy = order, Limit = 5, RankedAtMost = ranked }, async page =>
        {
            await shop.ApproveAsync(1000 + page, things[random.Next(Documents)].Content with { TitleZh = "薄膜薄膜", PriceIntention = Money.WanYuan(random.Next(1, 40)) });
            var victim = met[random.Next(met.Count)];
            if (gone.Add(victim.Id)) await shop.Market.HappenAsync(victim.Id, new AchievementWithdrawn(null));
        });
        Assert.That(seen, Is.Unique);
        Assert.That(seen, Is.SubsetOf(met.Select(t => t.Id)));
        Assert.That(met.Select(t => t.Id).Where(id => !gone.Contains(id)), Is.SubsetOf(seen));
    }

    [Test]
    public void A_key_that_was_tampered_with_is_no_error()
    {
        var key = shop.Ask(new MarketSearch { Text = "膜 薄膜", Limit = 2 }).Next!;
        foreach (var forged in (SearchKey[])[key with { Newest = long.MaxValue / 2 }, key with { HeadFrom = 0, FillFrom = 0 }, key with { Ranked = false }, key with { Document = 0, Sort = 0 }, key with { FillFrom = long.MaxValue / 2 }])
            Assert.That(() => shop.Ask(new MarketSearch { Text = "膜 薄膜", After = forged }), Throws.Nothing, $"{forged}");
        Assert.That(key.Fits("膜"), Is.False);
        Assert.That((key with { Weights = [] }).Fits("膜 薄膜"), Is.False);
    }

    [Test]
    public void A_page_of_none_or_of_more_than_200_hits_is_not_asked_for()
    {
        Assert.That(() => shop.Ask(new MarketSearch { Limit = 0 }), Throws.InvalidOperationException);
        Assert.That(() => shop.Ask(new MarketSearch { Limit = 201 }), Throws.InvalidOperationException);
    }
}
