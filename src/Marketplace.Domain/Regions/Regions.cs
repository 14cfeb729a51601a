using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Marketplace.Domain;

/// <summary>Where a region stands in the tree; codes in <c>api-specs/codelists/region_level.csv</c>.</summary>
public enum RegionLevel
{
    /// <summary>Province, autonomous region, municipality, special administrative region.</summary>
    Province,
    /// <summary>Prefecture-level city, prefecture, league; also the rows that only group counties (市辖区, 省直辖县级行政区划).</summary>
    City,
    /// <summary>County, district, county-level city, banner.</summary>
    County,
    /// <summary>A row that only reports have: 港澳台 together, and 其他.</summary>
    Residual,
}

/// <summary>A region of GB/T 2260, or one of the two residual rows.</summary>
/// <param name="Code">Six digits; <c>hmt</c> and <c>other</c> for the residual rows.</param>
/// <param name="Parent">The code above; absent at the top.</param>
public sealed record Region(string Code, string Zh, string En, RegionLevel Level, string? Parent);

/// <summary>
/// Administrative divisions after GB/T 2260 in the edition of <c>api-specs/codelists/region.csv</c>, and the rows of reports by
/// region. National statistics do not add up from the 31 provinces: what remains is 港澳台 and 其他, so both are
/// regions here, named as the published tables name them (a party abroad has the region <c>other</c>).
/// </summary>
/// <remarks>
/// Whether a place lies in another is read from the table, not from the digits. Codes change with every edition (下城区
/// 330103 of Hangzhou went in 2021) and contracts keep the code of their day: a six-digit code that is not in the table is
/// not found, so nothing new can carry it, but it is still placed by its digits under the city and province it belonged to.
/// </remarks>
public static class Regions
{
    /// <summary>港澳台: Hong Kong, Macao and Taiwan, one row in reports.</summary>
    public const string HongKongMacaoTaiwan = "hmt";

    /// <summary>其他: a party outside China, and whatever the published tables place in no province.</summary>
    public const string Other = "other";

    private static readonly Lazy<FrozenDictionary<string, Region>> Table = new(() => Csv.ReadResource(Codelists.ResourcePrefix + "region")
        .Select(row => new Region(row["code"], row["zh"], row["en"], Enum.Parse<RegionLevel>(row["level"], ignoreCase: true), row["parent"] is { Length: > 0 } parent ? parent : null))
        .ToFrozenDictionary(region => region.Code, StringComparer.Ordinal));

    private static readonly Lazy<ImmutableArray<string>> Rows = new(() =>
        [.. Table.Value.Values.Where(region => region.Parent is null).Select(region => region.Code).Order(StringComparer.Ordinal)]);

    private static readonly Lazy<ILookup<string, string>> Below = new(() =>
        Table.Value.Values.Where(region => region.Parent is not null).OrderBy(region => region.Code, StringComparer.Ordinal).ToLookup(region => region.Parent!, region => region.Code));

    /// <summary>The region of a code that may be used now; absent for anything else.</summary>
    public static Region? Find(string? code) => code is null ? null : Table.Value.GetValueOrDefault(code);

    /// <summary>Whether the place is the ancestor or lies within it. False when either is no code at all.</summary>
    public static bool IsWithin(string? code, string? ancestor)
    {
        for (var at = code; at is not null; at = ParentOf(at))
            if (at == ancestor) return true;
        return false;
    }

    /// <summary>The rows of a report by region, every one of them even when nothing happened there: 31 provinces, <c>hmt</c>, <c>other</c>.</summary>
    public static ImmutableArray<string> ReportRows => Rows.Value;

    /// <summary>The row of a report that the place counts in; absent when the code names no place.</summary>
    public static string? ReportRowOf(string? code)
    {
        var top = code;
        for (var at = code; at is not null; at = ParentOf(at)) top = at;
        return Find(top)?.Code;
    }

    /// <summary>The place's own ancestor (or itself) one level below the region that it lies in; the region itself where the place is the region.</summary>
    public static string StepTowards(string region, string place)
    {
        if (place == region) return place;
        for (var at = place; ParentOf(at) is { } parent; at = parent)
            if (parent == region) return at;
        return place;
    }

    /// <summary>What lies one level below the region, in order, with the region itself for what is placed nowhere closer.</summary>
    public static ImmutableArray<string> StepsBelow(string region) => [region, .. Below.Value[region]];

    private static string? ParentOf(string code) =>
        Find(code) is { } known ? known.Parent
        : code.Length != 6 || code.AsSpan().ContainsAnyExceptInRange('0', '9') || code.EndsWith("0000", StringComparison.Ordinal) ? null
        : code.EndsWith("00", StringComparison.Ordinal) ? $"{code[..2]}0000"
        : $"{code[..4]}00";
}
