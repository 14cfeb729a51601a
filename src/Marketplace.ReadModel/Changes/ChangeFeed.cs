using Dapper;
using Marketplace.Domain.Changes;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Changes;

/// <summary>One change as its reader may know of it.</summary>
/// <param name="Resource">The resource's id.</param>
/// <param name="Version">Absent for what was removed: the reader could not read it there.</param>
public sealed record ChangeEntry(long Position, ResourceKind Kind, string Resource, long? Version, ChangeKind Change);

/// <summary>The entries behind a position.</summary>
/// <param name="Next">Everything that the reader may know of up to here has been told; ask from here on. It moves on when there is nothing to tell, too.</param>
/// <param name="Halted">An event could not be read: the feed waits in front of it and loses nothing.</param>
public sealed record ChangePage(IReadOnlyList<ChangeEntry> Items, long Next, bool Halted);

/// <summary>
/// The changes behind a position, in the order of the log, as one reader may know of them. A position is given under the log's
/// lock and rows are read as of one position, so that a reader who goes on from <see cref="ChangePage.Next"/> misses nothing and
/// meets nothing twice, whatever is written meanwhile.
/// </summary>
public sealed record ChangeFeed : Query<ChangePage>
{
    public const int MostEntries = 500;

    public required Viewer Viewer { get; init; }

    /// <summary>The last position of which the reader knows; 0 for all that there is.</summary>
    public long After { get; init; }

    /// <summary>The kinds that are asked for and that the reader may read.</summary>
    public required IReadOnlyList<ResourceKind> Kinds { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    internal override ChangePage Run(Reading reading)
    {
        if (Limit is < 1 or > MostEntries) throw new InvalidOperationException($"A page has 1 to {MostEntries} entries; {Limit} were asked for.");
        var parked = reading.One<long?>("select min(position) from parked where view = @view", new { view = ChangesView.ViewName });
        var head = Math.Max(After, parked - 1 ?? reading.Position);
        var (sql, parameters) = Statement(head);
        var rows = Kinds.Count == 0 ? [] : reading.Rows<Row>(sql, parameters);
        IReadOnlyList<ChangeEntry> entries = [.. rows.Take(Limit).Select(Show)];
        return new ChangePage(entries, rows.Count > Limit ? entries[^1].Position : head, parked is not null);
    }

    /// <summary>
    /// The first entries of each range that the reader belongs to, merged: whatever is among the first of all is among the first
    /// of its own range.
    /// </summary>
    internal (string Sql, DynamicParameters Parameters) Statement(long head)
    {
        var where = new Conditions();
        var (after, until) = (where.Parameter(After), where.Parameter(head));
        var ranges = from audience in Audiences() from kind in Kinds.Distinct() select
            $"""
            select * from (select position, kind, resource, version, was, sees from changes
              where audience = {where.Parameter(audience)} and kind = {where.Parameter(Codes.Of(kind))} and position > {after} and position <= {until}
              order by position limit {Limit + 1})
            """;
        return (
            $"""
            select position, kind, resource, version, max(was) as Was, max(sees) as Sees from (
            {string.Join("\nunion all\n", ranges)})
            group by position order by position limit {Limit + 1}
            """, where.Parameters);
    }

    private IEnumerable<string> Audiences()
    {
        yield return ChangesView.Everybody;
        if (Viewer.Organization is { } organization) yield return organization;
        if (Viewer.IsOperator) yield return ChangesView.Operators;
        if (Viewer.IsSupervisor) yield return ChangesView.Supervisors;
    }

    private static ChangeEntry Show(Row row)
    {
        var kind = Enum.GetValues<ResourceKind>().First(kind => Codes.Of(kind) == row.Kind);
        return row switch
        {
            { Sees: 0 } => new ChangeEntry(row.Position, kind, row.Resource, null, ChangeKind.Removed),
            { Was: 0 } => new ChangeEntry(row.Position, kind, row.Resource, row.Version, ChangeKind.Appeared),
            _ => new ChangeEntry(row.Position, kind, row.Resource, row.Version, ChangeKind.Changed),
        };
    }

    private sealed record Row
    {
        public required long Position { get; init; }
        public required string Kind { get; init; }
        public required string Resource { get; init; }
        public required long Version { get; init; }
        public required long Was { get; init; }
        public required long Sees { get; init; }
    }
}
