using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.ReadModel.Ledger;

namespace Marketplace.Api.Reports;

/// <summary>What the rows of a report are called in the reader's language.</summary>
internal static class Labels
{
    /// <summary>The code list that a dimension's codes are from.</summary>
    private static string ListOf(LedgerDimension by) => by switch
    {
        LedgerDimension.SellerKind or LedgerDimension.BuyerKind => "party_kind",
        LedgerDimension.Counterpart => "region",
        LedgerDimension.Origin => "contract_origin",
        _ => Http.Codes.Of(by),
    };

    public static string Of(LedgerDimension by, string code, Caller caller) =>
        by is LedgerDimension.IpType && code == LedgerSlots.SeveralIpTypes ? (caller.Chinese ? "多种知识产权" : "Several types")
        : Codelists.Find(ListOf(by))?.Find(code) is { } entry ? (caller.Chinese ? entry.Zh : entry.En) : code;
}
