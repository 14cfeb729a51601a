using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// Pages in the order of price. Few hits are sorted; where they are too many to go through, documents are read in the order of
/// price and each is looked into, which soon fills a page, since one in every few meets the query.
/// </summary>
internal sealed class PricePages(Reading reading, MarketSearch query, SearchTerms? terms, SearchHits hits)
{
    private sealed record Priced
    {
        public required long Id { get; init; }
        public required long Price { get; init; }
    }

    private bool Descending => query.OrderBy is SearchOrder.PriceDescending;

    public (IReadOnlyList<long> Page, SearchKey? Next) Read(SearchTally? tally)
    {
        var all = tally?.Hits ?? [.. hits.Walk(1, hits.Newest).Take(query.CountedAtMost + 1)];
        IEnumerable<Priced> inOrder = all.Count <= query.CountedAtMost ? Sorted(all) : Looked();
        var page = inOrder.Take(query.Limit + 1).ToList();
        if (page.Count <= query.Limit) return ([.. page.Select(p => p.Id)], null);
        page.RemoveAt(query.Limit);
        return ([.. page.Select(p => p.Id)], new SearchKey(hits.Newest, 0, 0, false, page[^1].Price, page[^1].Id, []));
    }

    private List<Priced> Sorted(IEnumerable<long> ids)
    {
        var priced = ids.Select(id => new Priced { Id = id, Price = hits.Columns.PriceOf(id) }).Where(IsBehind).ToList();
        priced.Sort((a, b) => Compare(a, b));
        return priced;
    }

    private bool IsBehind(Priced row) => query.After is not { } after || Compare(row, new Priced { Id = after.Document, Price = after.Sort }) > 0;

    private int Compare(Priced a, Priced b)
    {
        var aKey = Descending || a.Price >= 0 ? a.Price : long.MaxValue;
        var bKey = Descending || b.Price >= 0 ? b.Price : long.MaxValue;
        var order = aKey != bKey ? aKey.CompareTo(bKey) : a.Id.CompareTo(b.Id);
        return Descending ? -order : order;
    }

    private IEnumerable<Priced> Looked()
    {
        using var texts = new DocumentTexts(reading);
        // From the cheapest on, what states no price would come first and has to come last.
        var unpriced = query is { PriceFrom: null, PriceTo: null };
        var rows = Descending ? InOrder(priced: null)
            : query.After is { Sort: < 0 } ? InOrder(priced: false)
            : unpriced ? InOrder(priced: true).Concat(InOrder(priced: false))
            : InOrder(priced: true);
        foreach (var row in rows)
            if (IsBehind(row) && (terms is null || (texts.Read(row.Id) is { } text && terms.Met(text.Folded)))) yield return row;
    }

    private IEnumerable<Priced> InOrder(bool? priced)
    {
        const string price = "coalesce(price, -1)";
        var where = new Conditions();
        // The plus keeps the numbers from choosing the way: by them all there is would be read and sorted.
        where.Add("status is not null").In("kind", query.Kinds).In("field", query.Fields).InRegion("region", query.Regions).In("stage", query.Stages).In("status", query.Statuses)
            .Between("+id", hits.Oldest, hits.Newest + 1);
        if (priced is false) where.Add($"{price} = -1");
        else if (priced is true) where.Add($"{price} >= {where.Parameter(Math.Max(query.After?.Sort ?? 0, query.PriceFrom ?? 0))}");
        else if (query.PriceFrom is { } from) where.Add($"{price} >= {where.Parameter(from)}");
        else if (query.PriceTo is not null) where.Add($"{price} >= 0");
        if (query.PriceTo is { } to) where.Add($"{price} <= {where.Parameter(to)}");
        if (Descending && query.After is { } after) where.Add($"{price} <= {where.Parameter(after.Sort)}");
        var direction = Descending ? "desc" : "asc";
        return reading.Stream<Priced>($"select id, {price} as Price from search_documents {where} order by {(priced is false ? "" : $"{price} {direction}, ")}id {direction}", where.Parameters);
    }
}
