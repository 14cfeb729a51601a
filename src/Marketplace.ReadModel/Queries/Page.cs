using Dapper;

namespace Marketplace.ReadModel.Queries;

/// <summary>
/// Where a page ended: the sort value of its last row and that row's first position in the log, which no other row
/// shares. A cursor is these two numbers. Positions never change, so a list in their order loses and doubles nothing,
/// however much is written between two pages.
/// </summary>
/// <param name="Sort">The value that the list is sorted by; equal to <paramref name="Position"/> where it is sorted by that.</param>
/// <param name="Position">Log position of the event that made the row.</param>
public readonly record struct PageKey(long Sort, long Position);

/// <summary>One page of a list.</summary>
/// <param name="Next">Where the next page starts; absent at the end.</param>
/// <param name="Position">The list is as of this position in the log.</param>
/// <param name="Incomplete">Some row stands still or is missing: the projection could not read an event.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Items, PageKey? Next, long Position, bool Incomplete);

/// <summary>A list: filters, who looks, where to go on and how many rows to give.</summary>
public abstract record ListQuery<TRow> : Query<Page<TRow>>
{
    public const int MostRows = 200;

    /// <summary>Absent for the first page; otherwise the <see cref="Page{TRow}.Next"/> of the page before.</summary>
    public PageKey? After { get; init; }

    public required Viewer Viewer { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The views whose rows the list shows.</summary>
    private protected abstract string[] Views { get; }

    /// <summary>The statement up to its conditions, without <c>where</c>.</summary>
    private protected abstract string Select { get; }

    private protected abstract void Filter(Conditions where);

    /// <summary>The sort value's column and direction; position breaks ties in the same direction.</summary>
    private protected virtual (string Column, string Position, bool Descending) Order => ("position", "position", true);

    private protected abstract PageKey KeyOf(TRow row);

    internal override Page<TRow> Run(Reading reading)
    {
        if (Limit is < 1 or > MostRows) throw new InvalidOperationException($"A page has 1 to {MostRows} rows; {Limit} were asked for.");
        var (sql, parameters) = Statement();
        var rows = reading.Rows<TRow>(sql, parameters);
        PageKey? next = rows.Count > Limit ? KeyOf(rows[Limit - 1]) : null;
        return new Page<TRow>(rows.Count > Limit ? [.. rows.Take(Limit)] : rows, next, reading.Position, reading.IsIncomplete(Views));
    }

    internal (string Sql, DynamicParameters Parameters) Statement()
    {
        var where = new Conditions();
        Filter(where);
        var (column, position, descending) = Order;
        var byPosition = column == position;
        if (After is { } after) where.After(byPosition ? null : column, position, descending, after);
        var direction = descending ? "desc" : "asc";
        var order = byPosition ? $"{position} {direction}" : $"{column} {direction}, {position} {direction}";
        // One row more than asked for tells whether there is a next page.
        return ($"{Select}\n{where}\norder by {order}\nlimit {Limit + 1}", where.Parameters);
    }
}
