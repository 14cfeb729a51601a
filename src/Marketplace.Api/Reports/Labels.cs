using Marketplace.Api.Pipeline;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;

namespace Marketplace.Api.Reports;

/// <summary>What the rows of a report are called in the reader's language.</summary>
internal static class Labels
{
    public static string Of(LedgerDimension by, string code, Caller caller) => ReportLabels.Of(Enum.Parse<ReportDimension>(by.ToString()), code, caller.Chinese);
}
