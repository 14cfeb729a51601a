using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Queries;

namespace Marketplace.ReadModel.Reports;

/// <summary>
/// What one month's contracts carried from each row of the reports to each: from the seller's place to the buyer's. The
/// matrix holds against both bases: its rows are the output, its columns the absorption, and both add up to the same total.
/// </summary>
public sealed record Flows : Query<ReportAnswer<FlowFigures>>
{
    public required Month Period { get; init; }

    /// <inheritdoc cref="MonthlyReport.AsOf"/>
    public DateOnly? AsOf { get; init; }

    internal override ReportAnswer<FlowFigures> Run(Reading reading)
    {
        if (reading.IsIncomplete(LedgerView.ViewName)) return new(reading.Position, null, MonthlyReport.Unread);
        var (output, absorption) = (new LedgerReader(reading, ReportBase.Output, null, AsOf), new LedgerReader(reading, ReportBase.Absorption, null, AsOf));
        var cells = Sum(output.ReadFlows(Period).Select(flow => ((flow.Place, Counterpart: flow.Part.Code), flow.Part.Figures)));
        var (sold, bought) = (Margin(output), Margin(absorption));
        if (!Same(Sum(cells.Select(cell => (cell.Key.Place, cell.Value))), sold)) return new(reading.Position, null, "The flows do not add up to the output.");
        if (!Same(Sum(cells.Select(cell => (cell.Key.Counterpart, cell.Value))), bought)) return new(reading.Position, null, "The flows do not add up to the absorption.");
        return new(reading.Position, new FlowFigures(Period, AsOf, cells.Values.Aggregate(Figures.None, (sum, cell) => sum + cell),
            [.. from seller in Regions.ReportRows from buyer in Regions.ReportRows where cells.ContainsKey((seller, buyer)) select new Flow(seller, buyer, cells[(seller, buyer)])]), null);
    }

    private Dictionary<string, Figures> Margin(LedgerReader ledger) => Sum(ledger.Read([LedgerDimension.Region], [Period]).Select(sum => (sum.Code, sum.Figures)));

    private static Dictionary<TKey, Figures> Sum<TKey>(IEnumerable<(TKey Key, Figures Figures)> parts) where TKey : notnull =>
        parts.GroupBy(part => part.Key).ToDictionary(group => group.Key, group => group.Aggregate(Figures.None, (sum, part) => sum + part.Figures));

    private static bool Same(Dictionary<string, Figures> a, Dictionary<string, Figures> b) =>
        a.Keys.Union(b.Keys).All(key => a.GetValueOrDefault(key, Figures.None) == b.GetValueOrDefault(key, Figures.None));
}

/// <summary>Only where something went: what is not listed is nothing.</summary>
public sealed record FlowFigures(Month Period, DateOnly? AsOf, Figures Total, ImmutableArray<Flow> Cells);

/// <param name="Seller">Report row of the seller's place.</param>
/// <param name="Buyer">Report row of the buyer's.</param>
public sealed record Flow(string Seller, string Buyer, Figures Figures);
