using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>
/// Searches what everybody may see. What a common term costs is bounded: hits are read from the newest on and left after
/// <see cref="MostCounted"/>, and no more than <see cref="MostRanked"/> are ranked, those first that meet the query in title or
/// keywords. The engine's own bm25 goes through all hits before it gives the first, which is why it is not used.
/// </summary>
public sealed record MarketSearch : Query<SearchAnswer>
{
    public const int MostCounted = 20_000;
    public const int MostRanked = 500;

    /// <summary>As a reader typed it, at most 200 characters; absent for all there is. What holds nothing to look for finds nothing.</summary>
    public string? Text { get; init; }
    public IReadOnlyList<SearchKind> Kinds { get; init; } = [];
    public IReadOnlyList<TechnicalField> Fields { get; init; } = [];

    /// <summary>Codes of regions; what lies below them counts.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<AchievementStage> Stages { get; init; } = [];

    /// <summary>Codes of the states of what is found: <c>open</c>, <c>announced</c> and so on.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Fen, included. What states no price is in no range of prices.</summary>
    public long? PriceFrom { get; init; }

    /// <summary>Fen, included.</summary>
    public long? PriceTo { get; init; }

    /// <summary>Published at this moment or later.</summary>
    public Instant? PublishedFrom { get; init; }
    public Instant? PublishedBefore { get; init; }
    public SearchOrder OrderBy { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Other bounds than the public ones, so that a test need not write 20,000 documents to meet them.</summary>
    internal int CountedAtMost { get; init; } = MostCounted;

    internal int RankedAtMost { get; init; } = MostRanked;

    /// <summary>Absent for the first page; otherwise <see cref="SearchAnswer.Next"/> of the page before.</summary>
    public SearchKey? After { get; init; }

    internal override SearchAnswer Run(Reading reading)
    {
        if (Limit is < 1 or > 200) throw new InvalidOperationException($"A page has 1 to 200 hits; {Limit} were asked for.");
        var incomplete = reading.IsIncomplete(SearchView.ViewName);
        var terms = Text is null ? null : SearchTerms.Of(Text);
        if (terms is { IsEmpty: true })
            return new SearchAnswer([], After is null ? new SearchTotals(0, IsExact: true, new SearchFacets([], [], [], [])) : null, null, reading.Position, incomplete);
        using var hits = new SearchHits(reading, this, terms);
        var tally = After is null ? new SearchTally(hits, CountedAtMost) : null;
        var (page, next) = OrderBy switch
        {
            SearchOrder.Relevance when terms is not null => new RankedPages(reading, this, terms, hits).Read(tally),
            SearchOrder.Price or SearchOrder.PriceDescending => new PricePages(reading, this, terms, hits).Read(tally),
            _ => Newest(hits, tally),
        };
        using var texts = new DocumentTexts(reading);
        return new SearchAnswer([.. page.Select(id => texts.Show(id, terms))], tally?.Totals, next, reading.Position, incomplete);
    }

    private (IReadOnlyList<long> Page, SearchKey? Next) Newest(SearchHits hits, SearchTally? tally)
    {
        var page = (tally?.Hits ?? hits.Walk(1, Math.Min(hits.Newest, After!.Document - 1))).Take(Limit + 1).ToList();
        if (page.Count <= Limit) return (page, null);
        page.RemoveAt(Limit);
        return (page, new SearchKey(hits.Newest, 0, 0, false, 0, page[^1], []));
    }
}
