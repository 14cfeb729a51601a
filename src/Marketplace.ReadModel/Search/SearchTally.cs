namespace Marketplace.ReadModel.Search;

/// <summary>Goes through the hits once, from the newest on, and counts them; leaves when they are too many to count.</summary>
internal sealed class SearchTally
{
    private readonly int[] byKind = new int[8], byField = new int[16], byStage = new int[4], byPlace = new int[128];
    private readonly double scale = 1;

    private readonly int most;

    public SearchTally(SearchHits hits, int most)
    {
        this.most = most;
        foreach (var id in hits.Walk(hits.Oldest, hits.Newest))
        {
            Hits.Add(id);
            if (Hits.Count > most) break;
            var packed = hits.Columns.AttributesOf(id);
            byKind[packed & 7]++;
            byField[(packed >> 3) & 15]++;
            byStage[(packed >> 7) & 3]++;
            byPlace[packed >> 9]++;
        }
        IsWhole = Hits.Count <= most;
        if (!IsWhole) scale = Math.Max(1, (double)(hits.Newest - hits.Oldest + 1) / (hits.Newest - Hits[^1] + 1));
    }

    /// <summary>All of them, or one more than are counted.</summary>
    public List<long> Hits { get; } = [];

    public bool IsWhole { get; }

    public SearchTotals Totals => new(IsWhole ? Hits.Count : Math.Max(Scaled(Hits.Count), most), IsWhole, new SearchFacets(
        Facet(byKind, kind => SearchProperties.KindOf(kind)),
        Facet(byField, code => SearchProperties.FieldOf(code << 3)),
        Facet(byPlace, place => SearchProperties.RegionOf(place << 9)),
        Facet(byStage, stage => SearchProperties.StageOf(stage << 7))));

    private List<FacetCount> Facet(int[] counts, Func<int, string?> code) =>
    [
        .. counts.Select((count, i) => (Count: count, Value: i)).Where(c => c is { Count: > 0, Value: > 0 })
            .Select(c => new FacetCount(code(c.Value)!, IsWhole ? c.Count : Scaled(c.Count)))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal),
    ];

    /// <summary>To two digits: more would say what an estimate does not know.</summary>
    private long Scaled(int count)
    {
        var estimate = count * scale;
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(estimate)) - 1));
        return (long)(Math.Round(estimate / unit) * unit);
    }
}
