namespace Marketplace.ReadModel.Search;

/// <summary>In which order a search gives what it finds.</summary>
public enum SearchOrder
{
    /// <summary>The best first; of a frequent term the best of the first <see cref="MarketSearch.MostRanked"/>, and then the newest.</summary>
    Relevance,
    Newest,
    /// <summary>The cheapest first; what states no price comes last.</summary>
    Price,
    /// <summary>The dearest first; what states no price comes last.</summary>
    PriceDescending,
}

/// <summary>
/// Where a page ended, and what was laid down with the first page, so that no later one depends on what was published since.
/// </summary>
/// <param name="Newest">Number of the newest document at the first page: later ones are not in this answer.</param>
/// <param name="HeadFrom">Those that meet the query in title or keywords were ranked down to this number.</param>
/// <param name="FillFrom">All others were ranked down to this number.</param>
/// <param name="Ranked">Whether the page ended among those that were ranked.</param>
/// <param name="Sort">Score or price of the last row; 0 in the order of publication.</param>
/// <param name="Document">Number of the last row.</param>
/// <param name="Weights">Of the query's terms, in hundredths.</param>
public sealed record SearchKey(long Newest, long HeadFrom, long FillFrom, bool Ranked, long Sort, long Document, IReadOnlyList<long> Weights)
{
    /// <summary>Whether it can be the key of a page of this query: one that was tampered with is told from those before it is used.</summary>
    public bool Fits(string? text) => Newest >= 0 && HeadFrom >= 0 && FillFrom >= 0 && Document >= 0
        && (Weights.Count == 0 ? !Ranked : text is not null && Weights.Count == SearchTerms.Of(text).Terms.Count);
}

/// <param name="Count">How many there are; rounded to two digits where it is not exact.</param>
public sealed record FacetCount(string Code, long Count);

/// <summary>How many of what was found are of each kind and so on, the most first. Codes that nothing was found under are left out.</summary>
public sealed record SearchFacets(IReadOnlyList<FacetCount> Kinds, IReadOnlyList<FacetCount> Fields, IReadOnlyList<FacetCount> Regions, IReadOnlyList<FacetCount> Stages);

/// <param name="Count">Exact up to <see cref="MarketSearch.MostCounted"/>; above, estimated from how close together the newest of them are.</param>
public sealed record SearchTotals(long Count, bool IsExact, SearchFacets Facets);

/// <summary>Where in a text the query was met: UTF-16 code units, from the first to behind the last, never within a character as a reader sees it.</summary>
public readonly record struct TextRange(int From, int To);

/// <param name="Field"><c>title</c>, <c>titleZh</c>, <c>titleEn</c>, <c>keywords</c>, <c>summaryZh</c> or <c>summaryEn</c>.</param>
/// <param name="Text">The field, or of a long one the part around the first place, as it was written: never to be read as markup.</param>
public sealed record Highlight(string Field, string Text, IReadOnlyList<TextRange> Ranges);

public sealed record SearchHit
{
    public required SearchKind Kind { get; init; }
    public required string Resource { get; init; }

    /// <summary>Its own title beside that of the achievement: an auction's.</summary>
    public string? Title { get; init; }
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? Field { get; init; }
    public string? Stage { get; init; }
    public string? Region { get; init; }
    public required string Status { get; init; }

    /// <summary>Fen.</summary>
    public long? Price { get; init; }
    public required long PublishedAt { get; init; }
    public required IReadOnlyList<Highlight> Highlights { get; init; }
}

/// <param name="Totals">Absent on the pages after the first.</param>
/// <param name="Next">Absent at the end.</param>
/// <param name="Position">As of this position in the log.</param>
/// <param name="Incomplete">Something is missing: the projection could not read an event.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, SearchTotals? Totals, SearchKey? Next, long Position, bool Incomplete);
