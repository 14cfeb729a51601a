using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Search;

namespace Marketplace.Benchmarks.Searching;

internal enum Frequency { Rare, Middling, Frequent }

internal enum QueryKind { One, Two, Three, Four, English }

internal sealed record Query(string Text, QueryKind Kind, Frequency Frequency, long Count);

/// <summary>
/// Queries as many of each frequency and kind as there are to be found: stretches of one to four characters and English words,
/// cut from the documents' own texts. Rare is in less than one document in a thousand, frequent in more than one in ten.
/// </summary>
internal sealed class QueryMix(int each)
{
    public IReadOnlyList<Query> Choose(Func<string, long> count, int documents)
    {
        var random = new Random(4);
        var texts = new TechnicalTexts();
        var found = new Dictionary<(Frequency, QueryKind), List<Query>>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 6_000 && (found.Count < 15 || found.Values.Any(queries => queries.Count < each)); i++)
            foreach (var (text, kind) in Cut(texts.Content(random.Next(documents)), random))
            {
                // A kind that is complete in all frequencies but the rarest need not be counted again and again.
                if (!tried.Add(text) || Enum.GetValues<Frequency>().All(f => found.GetValueOrDefault((f, kind))?.Count >= each)) continue;
                var documentsWithIt = count(text);
                var frequency = documentsWithIt > documents / 10 ? Frequency.Frequent : documentsWithIt < documents / 1_000 ? Frequency.Rare : Frequency.Middling;
                if (!found.TryGetValue((frequency, kind), out var queries)) found.Add((frequency, kind), queries = []);
                if (queries.Count < each) queries.Add(new Query(text, kind, frequency, documentsWithIt));
            }
        // A third of each frequency: where a kind has too few, the others make up for it.
        return [.. found.Values.SelectMany(queries => queries).GroupBy(q => q.Frequency).SelectMany(group => Enumerable.Repeat(group, 5).SelectMany(queries => queries).Take(each * 5))];
    }

    private static IEnumerable<(string Text, QueryKind Kind)> Cut(AchievementContent content, Random random)
    {
        var folded = Folding.Plain($"{content.TitleZh} {content.SummaryZh} {content.TitleEn}");
        var runs = Run.In(folded).ToList();
        for (var length = 1; length <= 4; length++)
        {
            var run = runs[random.Next(runs.Count)];
            if (run.Kind is CharacterKind.Han && run.Length >= length) yield return (folded.Substring(run.Start + random.Next(run.Length - length + 1), length), (QueryKind)(length - 1));
        }
        foreach (var keyword in content.Keywords)
            if (Folding.KindAt(keyword, 0) is CharacterKind.Han) yield return (keyword, (QueryKind)Math.Min(keyword.Length - 1, 3));
        foreach (var run in runs.Where(run => run.Kind is CharacterKind.Word).Take(2)) yield return (run.Of(folded), QueryKind.English);
    }
}
