using Marketplace.ReadModel.Search;

namespace Marketplace.ReadModel.Tests.Search;

public sealed class FoldingTests
{
    [TestCase("科技成果轉化", "科技成果转化")]
    [TestCase("乾擾、後處理", "干扰 后处理")]
    [TestCase("苎麻與薴烯", "苎麻与苎烯")]
    [TestCase("ＣＯ２　捕集", "co2 捕集")]
    [TestCase("CO₂", "co2")]
    [TestCase("25㎡", "25m2")]
    [TestCase("Café ÉCOLE", "cafe ecole")]
    [TestCase("ﬁber", "fiber")]
    [TestCase("a\u200Bb\u00ADc", "abc")]
    [TestCase("轉\u0007化\n率", "转 化 率")]
    [TestCase("葛\uDB40\uDD00城", "葛城")]
    [TestCase("\u2F00丁", "一丁")]
    [TestCase("前\uE000技", "前 技")]
    [TestCase("前\uD840x", "前 x")]
    [TestCase("𠮷野", "𠮷野")]
    public void Spellings_of_the_same_become_the_same(string text, string folded) => Assert.That(Folding.Plain(text), Is.EqualTo(folded));

    [Property(MaxTest = 300)]
    public void Folding_what_is_folded_changes_nothing(string? text)
    {
        var once = Folding.Plain(text ?? "");
        Assert.That(Folding.Plain(once), Is.EqualTo(once));
    }

    /// <summary>Every character there is, by itself: none is lost in the middle and each knows where it comes from.</summary>
    [Test]
    public void Every_folded_character_knows_its_place_in_the_original()
    {
        for (var i = 0; i <= 0x10FFFF; i++)
        {
            if (i is >= 0xD800 and <= 0xDFFF) continue;
            var text = "前" + char.ConvertFromUtf32(i) + "后";
            var mapped = Folding.Map(text);
            if (mapped.Folded.Length != mapped.Origins.Count || mapped.Folded != Folding.Plain(text)) Assert.Fail($"U+{i:X4}");
            if (mapped.Origins[0] != (0, 1) || mapped.Origins[^1] != (text.Length - 1, text.Length)) Assert.Fail($"U+{i:X4}");
            foreach (var (from, to) in mapped.Origins)
                if (from < 0 || to <= from || to > text.Length) Assert.Fail($"U+{i:X4}");
            if (mapped.Folded.Any(c => c is >= '\uE000' and <= '\uF8FF')) Assert.Fail($"U+{i:X4} would name a term of the index's own");
        }
    }

    [TestCase("generation", "gener")]
    [TestCase("generating", "gener")]
    [TestCase("batteries", "batteri")]
    [TestCase("battery", "batteri")]
    [TestCase("recycling", "recycl")]
    [TestCase("recycled", "recycl")]
    [TestCase("filters", "filter")]
    [TestCase("hopping", "hop")]
    [TestCase("agreed", "agre")]
    [TestCase("rational", "ration")]
    [TestCase("glass", "glass")]
    [TestCase("3d", "3d")]
    [TestCase("as", "as")]
    public void English_words_are_cut_to_their_stems(string word, string stem) => Assert.That(Porter.Stem(word), Is.EqualTo(stem));

    [Property(MaxTest = 500)]
    public void Any_word_has_a_stem_no_longer_than_one_letter_more(string? text)
    {
        var word = new string([.. (text ?? "").Select(c => (char)('a' + (c % 26)))]);
        Assert.That(Porter.Stem(word), Has.Length.LessThanOrEqualTo(word.Length + 1));
    }
}
