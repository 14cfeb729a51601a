using Dapper;
using Marketplace.Domain;

namespace Marketplace.ReadModel.Queries;

/// <summary>
/// The conditions of one statement. Columns are the code's own words, values are always parameters. One value is compared
/// with <c>=</c>, because only then can SQLite take the order from the same index.
/// </summary>
internal sealed class Conditions
{
    private readonly List<string> terms = [];

    public DynamicParameters Parameters { get; } = new();

    /// <summary>A condition in SQL; its parameters are given with <see cref="Parameter"/>.</summary>
    public Conditions Add(string condition)
    {
        terms.Add(condition);
        return this;
    }

    /// <summary>The name of a new parameter with the value.</summary>
    public string Parameter(object value)
    {
        var name = $"p{Parameters.ParameterNames.Count()}";
        Parameters.Add(name, value);
        return $"@{name}";
    }

    public Conditions Is(string column, string? value) => value is null ? this : Add($"{column} = {Parameter(value)}");

    /// <summary>One of the values; no values, no condition.</summary>
    public Conditions In(string column, IReadOnlyList<string> values) => values.Count switch
    {
        0 => this,
        1 => Is(column, values[0]),
        _ => Add($"{column} in ({string.Join(", ", values.Select(Parameter))})"),
    };

    public Conditions In<T>(string column, IReadOnlyList<T> values) where T : struct, Enum => In(column, Codes.Of(values));

    /// <summary>At or above, and below; either bound may be absent.</summary>
    public Conditions Between(string column, long? from, long? below)
    {
        if (from is { } low) Add($"{column} >= {Parameter(low)}");
        if (below is { } high) Add($"{column} < {Parameter(high)}");
        return this;
    }

    /// <summary>In one of the regions or below it (<see cref="Regions.IsWithin"/>, which the digits of GB/T 2260 follow).</summary>
    public Conditions InRegion(string column, IReadOnlyList<string> regions)
    {
        if (regions.Count == 0) return this;
        var ranges = regions.SelectMany(RegionRange.Of);
        return Add($"({string.Join(" or ", ranges.Select(r => r.First == r.Last ? $"{column} = {Parameter(r.First)}" : $"{column} between {Parameter(r.First)} and {Parameter(r.Last)}"))})");
    }

    /// <summary>
    /// Behind the key in the list's order. Written out: SQLite takes a row value's comparison from the index only by its
    /// first column.
    /// </summary>
    public Conditions After(string? column, string position, bool descending, PageKey key)
    {
        var beyond = descending ? "<" : ">";
        if (column is null) return Add($"{position} {beyond} {Parameter(key.Position)}");
        var sort = Parameter(key.Sort);
        return Add($"({column} {beyond}= {sort} and ({column} {beyond} {sort} or {position} {beyond} {Parameter(key.Position)}))");
    }

    public override string ToString() => terms.Count == 0 ? "" : $"where {string.Join("\n  and ", terms)}";
}
