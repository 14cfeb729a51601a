using System.Text.Json;

namespace Marketplace.Domain.Releases;

/// <summary>What the rows of reports and releases are called.</summary>
public static class ReportLabels
{
    /// <summary>Row of a contract that involves more than one type of intellectual property, so that it counts once.</summary>
    public const string SeveralIpTypes = "several";

    public static string CodeOf(ReportDimension by) => JsonNamingPolicy.SnakeCaseLower.ConvertName(by.ToString());

    public static string CodeOf(ReportBase by) => JsonNamingPolicy.SnakeCaseLower.ConvertName(by.ToString());

    /// <summary>The code list that a dimension's codes are from.</summary>
    public static string ListOf(ReportDimension by) => by switch
    {
        ReportDimension.SellerKind or ReportDimension.BuyerKind => "party_kind",
        ReportDimension.Counterpart => "region",
        ReportDimension.Origin => "contract_origin",
        _ => CodeOf(by),
    };

    /// <summary>The row's label; the code itself where its list does not have it any more.</summary>
    public static string Of(ReportDimension by, string code, bool chinese) =>
        by is ReportDimension.IpType && code == SeveralIpTypes ? (chinese ? "多种知识产权" : "Several types")
        : Codelists.Find(ListOf(by))?.Find(code) is { } entry ? (chinese ? entry.Zh : entry.En) : code;

    public static string Total(bool chinese) => chinese ? "合计" : "Total";
}
