using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reports;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.Log;
using Marketplace.ReadModel.Reports;

namespace Marketplace.Api.Releases;

/// <summary>
/// Published figures of one month. They never change: what is registered or corrected later enters the next vintage. The proof makes a copy of
/// this answer one that anybody can check without asking us (<c>src/Marketplace.Verify</c>).
/// </summary>
public sealed record ReleaseResource
{
    public required string Id { get; init; }
    /// <summary>The month, Asia/Shanghai: 2026-08.</summary>
    public required string Period { get; init; }
    public required ReportBase Base { get; init; }
    /// <summary>GB/T 2260, hmt or other: the place to which it is limited; absent for the whole country.</summary>
    public string? Region { get; init; }
    public required ReleaseStatus Status { get; init; }
    /// <summary>1, 2, 3 … among the releases of the same month, base and region.</summary>
    public required int Vintage { get; init; }
    /// <summary>Id of the vintage before; absent for the first.</summary>
    public string? Previous { get; init; }
    /// <summary>Id of the next vintage; absent for the latest.</summary>
    public string? SupersededBy { get; init; }
    /// <summary>What the publisher says to it.</summary>
    public string? Note { get; init; }
    /// <summary>True where rows with very few contracts were to be published all the same.</summary>
    public bool? SmallCellsAccepted { get; init; }
    /// <summary>Id of the organization that published it.</summary>
    public required string ReleasedBy { get; init; }
    public required Instant ReleasedAt { get; init; }
    /// <summary>Version of the rules it was released under.</summary>
    public required string RuleSet { get; init; }
    /// <summary>The figures hold everything up to here in the log.</summary>
    public required long FiguresPosition { get; init; }
    /// <summary>Of the release itself in the log.</summary>
    public required long Position { get; init; }
    public required MonthSums Total { get; init; }
    /// <summary>The total told apart; the rows of each group add up to it.</summary>
    public required IReadOnlyList<GetMonthlyReport.Group> Groups { get; init; }
    /// <summary>Every sum that differs from the vintage before, where both tell the total apart alike; absent for the first.</summary>
    public IReadOnlyList<ReleaseChange>? Adjustments { get; init; }
    /// <summary>That it stands in the log so. The figures are in the event as integers, with those that growth is on. Absent only from an answer that is given again before the lists have reached it.</summary>
    public EventProof? Proof { get; init; }

    /// <param name="previous">The vintage before.</param>
    internal static ReleaseResource Of(StoredEvent e, ReportReleased released, ReportReleased? previous, string? supersededBy, EventProof? proof, Caller caller) => new()
    {
        Id = e.Stream,
        Period = released.Period.ToString(),
        Base = released.Base,
        Region = released.Region,
        Status = released.Status,
        Vintage = released.Vintage,
        Previous = released.Previous,
        SupersededBy = supersededBy,
        Note = released.Note,
        SmallCellsAccepted = released.SmallCellsAccepted,
        ReleasedBy = released.ReleasedBy,
        ReleasedAt = released.ReleasedAt,
        RuleSet = released.RuleSet,
        FiguresPosition = released.FiguresPosition,
        Position = e.Position,
        Total = MonthSums.From(PeriodFigures.Of(released.Total)),
        Groups = [.. released.Groups.Select(group => new GetMonthlyReport.Group(Codes.Of(group.By), [.. group.Rows.Select(row => new GetMonthlyReport.Row(
            row.Code, ReportLabels.Of(group.By, row.Code, caller.Chinese), MonthSums.From(PeriodFigures.Of(row.Figures))))]))],
        Adjustments = previous is null ? null : ReleaseChange.Between(previous, released, caller),
        Proof = proof,
    };

    internal CsvTable Table(Caller caller)
    {
        var table = new CsvTable(["release", "vintage", "status", "period", "base", "region", "by", "code", "label", .. MonthSums.Columns]);
        void Row(string by, string code, string label, MonthSums sums) => table.Row([Id, Vintage, Codes.Of(Status), Period, Codes.Of(Base), Region, by, code, label, .. sums.Cells]);
        Row("total", "", ReportLabels.Total(caller.Chinese), Total);
        foreach (var group in Groups)
            foreach (var row in group.Rows)
                Row(group.By, row.Code, row.Label, row.Sums);
        return table;
    }
}

/// <summary>Sums that are not the same in two releases.</summary>
/// <param name="By">The dimension of the row; absent for the total.</param>
/// <param name="Code">Of the row; absent for the total.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Part">Which of the row's sums.</param>
/// <param name="Difference">To less from.</param>
public sealed record ReleaseChange(ReportDimension? By, string? Code, string Label, ReleasePart Part, ReleaseSums From, ReleaseSums To, ReleaseSums Difference)
{
    internal static IReadOnlyList<ReleaseChange> Between(ReportReleased from, ReportReleased to, Caller caller) =>
        [.. ReleaseComparison.Between(from, to).Select(each => new ReleaseChange(each.By, each.Code,
            each.By is { } by ? ReportLabels.Of(by, each.Code!, caller.Chinese) : ReportLabels.Total(caller.Chinese),
            each.Part, ReleaseSums.Of(each.From), ReleaseSums.Of(each.To), ReleaseSums.Of(each.To - each.From)))];
}

/// <summary>Sums over contracts, or the difference of two.</summary>
/// <param name="Contracts">项数.</param>
/// <param name="Turnover">合同成交额.</param>
/// <param name="TechnologyAmount">技术交易额.</param>
public sealed record ReleaseSums(long Contracts, Money Turnover, Money TechnologyAmount)
{
    internal static ReleaseSums Of(ReleasedSums sums) => new(sums.Contracts, sums.Turnover, sums.TechnologyAmount);
}
