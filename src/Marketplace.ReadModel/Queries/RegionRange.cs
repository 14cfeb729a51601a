using Marketplace.Domain;

namespace Marketplace.ReadModel.Queries;

/// <summary>
/// A region with everything below it, as a range of codes that an index can find: 330000 to 339999 for Zhejiang, 330100 to
/// 330199 for Hangzhou. Codes that have gone since (下城区 330103) are in the range of their city, as they are in its table.
/// </summary>
internal readonly record struct RegionRange(string First, string Last)
{
    public static IEnumerable<RegionRange> Of(string region) => region switch
    {
        Regions.HongKongMacaoTaiwan => [new(region, region), .. ((string[])["710000", "810000", "820000"]).SelectMany(Of)],
        [.., '0', '0', '0', '0'] => [new(region, $"{region[..2]}9999")],
        [.., '0', '0'] => [new(region, $"{region[..4]}99")],
        _ => [new(region, region)],
    };
}
