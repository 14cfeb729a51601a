using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Search;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Search;

/// <summary>The index must say of a document what its texts say: ranking, price pages and highlights look into the texts.</summary>
public sealed class IndexTests
{
    private const int Documents = 80;

    private static readonly string[] Parts =
    [
        "光", "刻", "机", "光刻", "光刻机", "極紫外", "极紫外光刻", "EUV", "euv光刻", "CO₂", "co2", "3D", "打印", "𠮷", "𠮷野家", "한국", "ガス", "battery", "batteries", "recycled", "recycling", "generation", "generations", "hydrogenation",
        "hydrogen", "internationalization", "international", "happy", "happily", "flies", "fly", "agreed", "i", "as", "café", "cafe", " ", " ", "，", "\n", "\u200B", "\u0301", "\uFE0F", "①", "㎡", "x2", "۳", "éé",
    ];

    private readonly List<string> titles = [], summaries = [];
    private Shop shop = null!;

    private static string Text(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => Parts[random.Next(Parts.Length)]));

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        shop = await Shop.OpenAsync();
        var random = new Random(15);
        long last = 0;
        for (var i = 0; i < Documents; i++)
        {
            titles.Add(Text(random, 8));
            summaries.Add(Text(random, 16));
            last = await shop.Market.Log.AppendAsync(Shop.Achievement(i), Approved(new AchievementContent { TitleZh = titles[i], SummaryZh = summaries[i] }));
        }
        await shop.Market.Views.ReachAsync(last);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await shop.DisposeAsync();

    [Property(MaxTest = 600)]
    public void The_index_finds_what_a_look_into_every_text_finds(int seed)
    {
        var query = Text(new Random(seed), 5);
        var terms = SearchTerms.Of(query);
        var met = Enumerable.Range(0, Documents).Where(i => !terms.IsEmpty && terms.Met(Folding.Plain(titles[i]), Folding.Plain(summaries[i]))).Select(Shop.Achievement);
        Assert.That(shop.Found(query), Is.EquivalentTo(met), query);
    }

    [TestCase("internat")]
    [TestCase("internati")]
    [TestCase("internationalizations")]
    [TestCase("generat")]
    [TestCase("hydrogenati")]
    [TestCase("happ")]
    public void The_beginning_of_a_word_finds_the_words_that_begin_so_whatever_their_stems_are(string query)
    {
        var expected = Enumerable.Range(0, Documents).Where(i => SearchTerms.Of(query).Met(Folding.Plain(titles[i]), Folding.Plain(summaries[i]))).Select(Shop.Achievement).ToList();
        Assert.That(expected, Is.Not.Empty);
        Assert.That(shop.Found(query), Is.EquivalentTo(expected));
    }
}
