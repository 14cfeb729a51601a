using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Tests.Search;

/// <summary>Twenty titles and what is typed for them: each query finds what a reader sees in the titles, no more and no less.</summary>
public sealed class TextTests
{
    private static readonly string[] Titles =
    [
        "玻璃窑炉环保治理技术", "科技成果轉化服務平台", "促进科技成果转化的评价方法", "基于EUV光刻的极紫外光源", "高效CO₂捕集与封存装置", "3D打印钛合金骨科植入物", "網聯汽車抗干擾通信系統", "尾矿综合利用及生态修复",
        "锂离子电池正极材料的制备方法", "Method for recycling lithium-ion batteries", "稻麦輪作秸秆还田技术", "人工智能辅助肺结节诊断系统", "ＬＥＤ植物生长灯", "一种乙烯裂解炉管的抗结焦涂层", "5G毫米波射频芯片",
        "Graphene-based water filters", "废旧塑料再生颗粒的生产工艺", "水稻雄性不育系的选育方法", "基于北斗的精准农业导航", "钙钛矿/硅叠层太阳能电池",
    ];

    private Shop shop = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        shop = await Shop.OpenAsync();
        await shop.ApproveAsync(Titles);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await shop.DisposeAsync();

    [TestCase("转化", 1, 2)]
    [TestCase("轉化", 1, 2)]
    [TestCase("科技成果转化", 1, 2)]
    [TestCase("科技成果轉化服务", 1)]
    [TestCase("化", 1, 2)]
    [TestCase("炉", 0, 13)]
    [TestCase("爐", 0, 13)]
    [TestCase("窑炉", 0)]
    [TestCase("炉窑")]
    [TestCase("光刻", 3)]
    [TestCase("euv", 3)]
    [TestCase("EUV光刻", 3)]
    [TestCase("光刻 EUV", 3)]
    [TestCase("co2", 4)]
    [TestCase("CO₂捕集", 4)]
    [TestCase("3D打印", 5)]
    [TestCase("３Ｄ", 5)]
    [TestCase("干扰", 6)]
    [TestCase("網聯", 6)]
    [TestCase("网联汽车", 6)]
    [TestCase("尾矿", 7)]
    [TestCase("矿", 7, 19)]
    [TestCase("电池", 8, 19)]
    [TestCase("battery", 9)]
    [TestCase("recycl", 9)]
    [TestCase("recycled batteries", 9)]
    [TestCase("lithium ion", 9)]
    [TestCase("轮作", 10)]
    [TestCase("led", 12)]
    [TestCase("5g", 14)]
    [TestCase("filtering", 15)]
    [TestCase("graph", 15)]
    [TestCase("graph water")]
    [TestCase("水", 17)]
    [TestCase("技术", 0, 10)]
    [TestCase("方法", 2, 8, 17)]
    [TestCase("制备 电池", 8)]
    [TestCase("硅叠层太阳能电池", 19)]
    [TestCase("钙钛矿硅")]
    [TestCase("太阳能系统")]
    [TestCase("抗结焦涂层", 13)]
    [TestCase("结焦抗涂层")]
    public void A_query_finds(string query, params int[] titles) =>
        Assert.That(shop.Found(query), Is.EquivalentTo(titles.Select(Shop.Achievement)), query);

    /// <summary>The oracle: a substring of the title, both folded, between whatever is not Han.</summary>
    [Test]
    public void Every_stretch_of_Han_from_every_title_finds_the_titles_that_hold_it()
    {
        var folded = Titles.Select(Folding.Plain).ToList();
        var stretches = folded.SelectMany(t => Run.In(t).Where(r => r.Kind is CharacterKind.Han).Select(r => r.Of(t)))
            .SelectMany(run => from start in Enumerable.Range(0, run.Length) from length in Enumerable.Range(1, run.Length - start) select run.Substring(start, length)).Distinct().ToList();
        Assert.That(stretches, Has.Count.GreaterThan(700));
        foreach (var stretch in stretches)
            Assert.That(shop.Found(stretch), Is.EquivalentTo(Enumerable.Range(0, Titles.Length).Where(t => folded[t].Contains(stretch, StringComparison.Ordinal)).Select(Shop.Achievement)), stretch);
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("，。！")]
    [TestCase("\"*\" - ^")]
    public void What_holds_nothing_to_look_for_finds_nothing(string query)
    {
        var answer = shop.Ask(query);
        Assert.That((answer.Hits.Count, answer.Totals!.Count, answer.Totals.IsExact), Is.EqualTo((0, 0L, true)));
    }

    [TestCase("炉 OR 光刻")]
    [TestCase("炉 NOT 玻璃")]
    [TestCase("marks:炉")]
    [TestCase("NEAR(炉 技术)")]
    [TestCase("^炉")]
    public void A_word_of_the_engine_is_a_word_like_any_other(string query) =>
        Assert.That(shop.Found(query), Is.SubsetOf(new[] { Shop.Achievement(0), Shop.Achievement(13) }));

    private static readonly string[] Parts =
        ["\"", "*", "^", "(", ")", "-", "+", ":", "{", "}", "AND", "OR", "NOT", "NEAR(", "marks", "炉", "玻璃窑炉环保", "轉", "a", "generation", "\0", "\uD800", "\uDC00", "𠮷", "e\u0301", "\u202E", "'", ";", "--", ",", " ", "\uE000", "\uE003k", "\uFFFF", "2"];

    [Property(MaxTest = 400)]
    public void No_text_is_an_error(string? any, int[] parts)
    {
        shop.Ask(any ?? "");
        shop.Ask(string.Concat(parts.Take(40).Select(p => Parts[(int)((uint)p % Parts.Length)])));
    }

    [Test]
    public void Two_hundred_words_or_Han_characters_are_a_query_too()
    {
        Assert.That(shop.Found(string.Join(' ', Enumerable.Range(0, 100).Select(i => (char)('a' + (i % 26))))), Is.Empty);
        Assert.That(shop.Found(string.Join(' ', Enumerable.Range(0, 100).Select(i => $"a{i}"))), Is.Empty);
        Assert.That(shop.Found(new string('炉', 200)), Is.Empty);
        Assert.That(shop.Found(string.Concat(Enumerable.Range(0, 100).Select(i => $"炉{i % 10}"))), Is.Empty);
    }

    [Test]
    public void What_stands_in_the_title_comes_before_what_stands_in_the_summary()
    {
        Assert.That(shop.Found("系统"), Has.Length.EqualTo(2));
        Assert.That(Relevance.Of(new DocumentText(null, "除尘器", null, null, null, null), SearchTerms.Of("除尘"), [100]),
            Is.GreaterThan(Relevance.Of(new DocumentText(null, "过滤器", null, "除尘", null, null), SearchTerms.Of("除尘"), [100])));
        Assert.That(Relevance.Of(new DocumentText(null, "过滤器", null, "除尘", null, null), SearchTerms.Of("除尘"), [100]),
            Is.GreaterThan(Relevance.Of(new DocumentText(null, "过滤器", null, null, "用于除尘，也用于脱硫，两次除尘", null), SearchTerms.Of("除尘"), [100])));
        Assert.That(Relevance.Of(new DocumentText(null, "过滤器", null, null, null, null), SearchTerms.Of("除尘"), [100]), Is.Zero);
    }
}
