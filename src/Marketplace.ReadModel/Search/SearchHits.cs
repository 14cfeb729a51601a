using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Search;

/// <summary>What meets a query and its filters, by number, the newest first.</summary>
internal sealed class SearchHits : IDisposable
{
    private readonly Reading reading;
    private readonly MarketSearch query;
    private readonly SearchTerms? terms;
    private readonly SearchColumns.Reader columns;
    private readonly string filters;

    public SearchHits(Reading reading, MarketSearch query, SearchTerms? terms)
    {
        (this.reading, this.query, this.terms) = (reading, query, terms);
        columns = new SearchColumns.Reader(reading);
        filters = Filters();
        // A number is a place in the order of publication, so a span of time is a span of numbers.
        var last = reading.One<long>("select last_document from search_numbers where id = 1");
        Oldest = query.PublishedFrom is { } from
            ? reading.One<long?>("select min(id) from search_documents where published_at >= @at", new { at = from.UnixMilliseconds }) ?? last + 1 : 1;
        var newest = query.PublishedBefore is { } before
            ? reading.One<long?>("select max(id) from search_documents where published_at < @at", new { at = before.UnixMilliseconds }) ?? 0 : last;
        Newest = Math.Min(newest, query.After?.Newest ?? newest);
    }

    public long Oldest { get; }

    public long Newest { get; }

    public SearchColumns.Reader Columns => columns;

    /// <summary>Those with numbers in the span.</summary>
    public IEnumerable<long> Walk(long from, long to) => Walk(terms?.Match, from, to);

    /// <summary>Of those, about the ones that meet the query in title or keywords.</summary>
    public IEnumerable<long> WalkHeads(long from, long to) => Walk(terms!.HeadMatch, from, to);

    /// <summary>How many documents meet one term, from how close together the newest of them are.</summary>
    public long About(SearchTerm term)
    {
        const int sample = 256;
        var (found, last) = (0, Newest);
        foreach (var id in Read(term.Match, 1, Newest))
        {
            last = id;
            if (++found == sample) return sample * Math.Max(Newest, 1) / Math.Max(Newest - last + 1, 1);
        }
        return found;
    }

    private IEnumerable<long> Walk(string? match, long from, long to)
    {
        string?[] parts = [match, filters.Length > 0 ? filters : null];
        var all = string.Join(" AND ", parts.Where(part => part is not null));
        var hits = Read(all, Math.Max(from, Oldest), Math.Min(to, Newest));
        return query is { PriceFrom: null, PriceTo: null } ? hits : hits.Where(HasPrice);
    }

    private bool HasPrice(long document) => columns.PriceOf(document) is >= 0 and var price && price >= (query.PriceFrom ?? 0) && price <= (query.PriceTo ?? long.MaxValue);

    private IEnumerable<long> Read(string match, long from, long to)
    {
        using var statement = reading.Prepare(match.Length > 0
            ? "select rowid from search_index where search_index match ?3 and rowid between ?1 and ?2 order by rowid desc"
            : "select id from search_documents where status is not null and id between ?1 and ?2 order by id desc");
        statement.Bind(1, from);
        statement.Bind(2, to);
        if (match.Length > 0) statement.Bind(3, match);
        while (statement.Step()) yield return statement.Number(0);
    }

    private string Filters()
    {
        var groups = new List<IEnumerable<string>>
        {
            Codes.Of(query.Kinds).Select(SearchProperties.KindTerm), Codes.Of(query.Fields).Select(SearchProperties.FieldTerm), query.Regions.Select(SearchProperties.RegionTerm),
            Codes.Of(query.Stages).Select(SearchProperties.StageTerm), query.Statuses.Select(SearchProperties.StatusTerm),
        };
        if (query is not { PriceFrom: null, PriceTo: null }) groups.Add(SearchProperties.PriceTerms(query.PriceFrom ?? 0, query.PriceTo ?? long.MaxValue));
        return string.Join(" AND ", groups.Select(Any).Where(any => any.Length > 0));
    }

    /// <summary>Terms of properties are the code's own words and the codes that a filter was checked to be.</summary>
    private static string Any(IEnumerable<string> terms) => terms.Distinct().ToList() switch
    {
        [] => "",
        var several => $"({string.Join(" OR ", several.Select(term => $"\"{term}\""))})",
    };

    public void Dispose() => columns.Dispose();
}
