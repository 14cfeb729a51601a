namespace Marketplace.ReadModel.Search;

/// <summary>
/// bm25 over weighted fields (BM25F): a title counts five times, keywords three times. Lengths are held against fixed ones and
/// not against the average of what there is, which moves with every document.
/// </summary>
internal static class Relevance
{
    private const double Saturation = 1.2, LengthShare = 0.5;
    private const double Title = 5, Keywords = 3, Summary = 1;
    private const int TitleLength = 20, KeywordsLength = 15, SummaryLength = 200;

    /// <summary>Zero when a term is met nowhere; otherwise above it.</summary>
    public static long Of(DocumentText? document, SearchTerms terms, IReadOnlyList<long> weights)
    {
        if (document is null) return 0;
        var score = 0d;
        for (var i = 0; i < terms.Terms.Count; i++)
        {
            var term = terms.Terms[i];
            var often = 0d;
            foreach (var title in document.FoldedTitles) often += Weighted(term, title, Title, TitleLength);
            often += Weighted(term, document.FoldedKeywords, Keywords, KeywordsLength);
            foreach (var summary in document.FoldedSummaries) often += Weighted(term, summary, Summary, SummaryLength);
            if (often is 0) return 0;
            score += weights[i] * often / (Saturation + often);
        }
        return Math.Max(1, (long)(score * 1000));
    }

    private static double Weighted(SearchTerm term, string folded, double weight, int usual) =>
        folded.Length == 0 || term.CountIn(folded) is not (> 0 and var count) ? 0
        : weight * count / (1 - LengthShare + (LengthShare * folded.Length / usual));
}
