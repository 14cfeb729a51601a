using System.Globalization;
using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Tests.Search;

public sealed class HighlightingTests
{
    private static string Marked(string text, string query) => Marked(text, Highlighting.Ranges(text, SearchTerms.Of(query)));

    private static string Marked(string text, IReadOnlyList<TextRange> ranges) =>
        ranges.Reverse().Aggregate(text, (marked, range) => marked.Insert(range.To, "】").Insert(range.From, "【"));

    [TestCase("科技成果轉化服務平台", "转化", "科技成果【轉化】服務平台")]
    [TestCase("高效CO₂捕集装置", "co2 捕集", "高效【CO₂捕集】装置")]
    [TestCase("Method for recycling lithium-ion batteries", "recycled batt", "Method for 【recycling】 lithium-ion 【batt】eries")]
    [TestCase("占地２５㎡的温室", "25m2", "占地【２５㎡】的温室")]
    [TestCase("占地25㎡的温室", "25m", "占地【25㎡】的温室")]
    [TestCase("cafe\u0301 noir", "cafe", "【cafe\u0301】 noir")]
    [TestCase("葛\uDB40\uDD00城", "葛", "【葛\uDB40\uDD00】城")]
    [TestCase("𠮷野家的工艺", "𠮷", "【𠮷】野家的工艺")]
    [TestCase("转\u200B化率", "转化", "【转\u200B化】率")]
    [TestCase("转化转化率", "转化", "【转化转化】率")]
    [TestCase("玻璃窑炉", "光刻", "玻璃窑炉")]
    [TestCase("<b>炉</b>", "炉", "<b>【炉】</b>")]
    public void What_was_met_is_marked_in_the_text_as_it_was_written(string text, string query, string marked) => Assert.That(Marked(text, query), Is.EqualTo(marked));

    [Test]
    public void Of_a_long_text_the_part_around_the_first_place_is_shown()
    {
        var text = new string('前', 500) + "除尘" + new string('后', 500);
        var highlight = Highlighting.Of("summaryZh", text, SearchTerms.Of("除尘"))!;
        Assert.That(highlight.Text, Is.EqualTo(new string('前', Highlighting.Before) + "除尘" + new string('后', Highlighting.Longest - Highlighting.Before - 2)));
        Assert.That(highlight.Ranges, Is.EqualTo(new[] { new TextRange(40, 42) }));
    }

    private static readonly string[] Parts =
        ["除尘", "除", "尘", "塵", "㎡", "²", "e\u0301", "é", "\u0301", "𠮷", "👩‍🔬", "🇨🇳", "葛\uDB40\uDD00", "\uD83D", "\uDE00", "\r\n", "\u200D", "한국", "क्षि", "co₂", "dust", "dusting", "，", " ", "가"];

    private static string Text(int[] parts) => string.Concat(parts.Select(p => Parts[(int)((uint)p % Parts.Length)]));

    /// <summary>Texts of whatever can go wrong, looked through with pieces of themselves.</summary>
    [Property(MaxTest = 1000)]
    public void No_range_breaks_a_character_or_touches_another_and_each_holds_what_was_met(int[] parts, int[] query, byte repeat)
    {
        var text = string.Concat(Enumerable.Repeat(Text(parts), 1 + (repeat % 20)));
        var terms = SearchTerms.Of(query.Length > 0 ? Text([.. query.Take(3)]) : Text([.. parts.Take(2)]));
        var ranges = Highlighting.Ranges(text, terms);
        Check(text, ranges);
        if (Highlighting.Of("title", text, terms) is { } highlight)
        {
            Assert.That(text.Contains(highlight.Text, StringComparison.Ordinal), text);
            Assert.That(highlight.Ranges, Is.Not.Empty);
            Check(highlight.Text, highlight.Ranges);
        }
        Assert.That(ranges.Count > 0, Is.EqualTo(terms.Terms.Any(term => term.Places(Folding.Plain(text)).Any())));
    }

    private static void Check(string text, IReadOnlyList<TextRange> ranges)
    {
        HashSet<int> bounds = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        var end = -1;
        foreach (var range in ranges)
        {
            Assert.That(range.From, Is.GreaterThan(end));
            Assert.That(range.To, Is.GreaterThan(range.From).And.LessThanOrEqualTo(text.Length));
            Assert.That(bounds, Does.Contain(range.From).And.Contain(range.To), $"{range} of {text}");
            end = range.To;
        }
    }
}
