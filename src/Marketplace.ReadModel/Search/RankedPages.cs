using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// Pages in the order of relevance. Which documents are ranked is laid down with the first page by two numbers, and a score
/// depends on its document, the query and weights that the key carries: so what is published, changed or taken away between two
/// pages neither moves another document over a page's end nor lets it into the ranking.
/// </summary>
internal sealed class RankedPages(Reading reading, MarketSearch query, SearchTerms terms, SearchHits hits)
{
    private readonly record struct Scored(long Score, long Document);

    public (IReadOnlyList<long> Page, SearchKey? Next) Read(SearchTally? tally)
    {
        var heads = new HashSet<long>();
        var ranked = new HashSet<long>();
        var start = tally is null ? query.After! : Lay(tally, heads, ranked);
        if (tally is null)
        {
            // As many as there were, whatever a forged key says.
            if (start.HeadFrom <= hits.Newest) heads.UnionWith(hits.WalkHeads(start.HeadFrom, hits.Newest).Take(query.RankedAtMost));
            ranked.UnionWith(heads);
            if (start.Ranked) ranked.UnionWith(hits.Walk(start.FillFrom, hits.Newest).Take(2 * query.RankedAtMost));
        }
        var page = new List<Scored>();
        if (start.Ranked)
            page.AddRange(Rank(ranked, start.Weights).Where(s => tally is not null || s.Score < start.Sort || (s.Score == start.Sort && s.Document < start.Document)).Take(query.Limit + 1));
        var among = page.Count;
        if (page.Count <= query.Limit)
        {
            var below = Math.Min(start.FillFrom, start.Ranked ? long.MaxValue : start.Document) - 1;
            page.AddRange(hits.Walk(1, below).Where(id => !ranked.Contains(id)).Take(query.Limit + 1 - page.Count).Select(id => new Scored(0, id)));
        }
        if (page.Count <= query.Limit) return ([.. page.Select(s => s.Document)], null);
        page.RemoveAt(query.Limit);
        var last = page[^1];
        return ([.. page.Select(s => s.Document)], start with { Ranked = page.Count <= among, Sort = last.Score, Document = last.Document });
    }

    /// <summary>Chooses what is ranked: all, when they are few; otherwise the newest that meet the query in title or keywords, and then the newest.</summary>
    private SearchKey Lay(SearchTally tally, HashSet<long> heads, HashSet<long> ranked)
    {
        var (headFrom, fillFrom) = (hits.Newest + 1, 1L);
        if (!tally.IsWhole || tally.Hits.Count > query.RankedAtMost)
        {
            heads.UnionWith(hits.WalkHeads(1, hits.Newest).Take(query.RankedAtMost));
            headFrom = heads.Count < query.RankedAtMost ? 1 : heads.Min();
            fillFrom = hits.Newest + 1;
            ranked.UnionWith(heads);
            foreach (var id in tally.Hits)
            {
                if (ranked.Count >= query.RankedAtMost) break;
                ranked.Add(id);
                fillFrom = id;
            }
        }
        else
        {
            ranked.UnionWith(tally.Hits);
        }
        return new SearchKey(hits.Newest, headFrom, fillFrom, true, long.MaxValue, 0, Weights());
    }

    /// <summary>How much rarer a term is than the others, as in bm25; of one term alone nothing depends on it.</summary>
    private long[] Weights()
    {
        if (terms.Terms.Count == 1) return [100];
        return [.. terms.Terms.Select(term =>
        {
            var about = hits.About(term);
            return Math.Max(1, (long)(100 * Math.Log(1 + (Math.Max(0, hits.Newest - about) + 0.5) / (about + 0.5))));
        })];
    }

    private IEnumerable<Scored> Rank(HashSet<long> documents, IReadOnlyList<long> weights)
    {
        using var texts = new DocumentTexts(reading);
        var scored = new List<Scored>(documents.Count);
        // In the order of their numbers they lie next to one another.
        foreach (var id in documents.Order())
            if (Relevance.Of(texts.Read(id), terms, weights) is > 0 and var score) scored.Add(new Scored(score, id));
        return scored.OrderByDescending(s => s.Score).ThenByDescending(s => s.Document);
    }
}
