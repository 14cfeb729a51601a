using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

public sealed record Suggestion
{
    /// <summary>A title or a keyword, as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>How many of what everybody may see bear it.</summary>
    public required long Documents { get; init; }
}

/// <summary>What a reader who has begun to type may be after: titles and keywords that begin so, in any spelling, the most frequent first.</summary>
public sealed record SearchSuggestions : Query<(IReadOnlyList<Suggestion> Items, long Position)>
{
    /// <summary>Of very many that begin so, the first in their own order are looked at.</summary>
    public const int MostLookedAt = 1_000;

    public required string Text { get; init; }

    /// <summary>1 to 50.</summary>
    public int Limit { get; init; } = 10;

    internal override (IReadOnlyList<Suggestion> Items, long Position) Run(Reading reading)
    {
        var start = Folding.Plain(Text).TrimStart();
        if (start.Length == 0) return ([], reading.Position);
        var found = reading.Rows<Suggestion>(
            $"""
            select min(shown) as Text, sum(documents) as Documents from (
                select folded, shown, documents from search_suggestions where folded >= @start and folded < @start || char(0x10FFFF) order by folded limit {MostLookedAt})
            group by folded order by Documents desc, folded limit @Limit
            """, new { start, Limit });
        return (found, reading.Position);
    }
}
