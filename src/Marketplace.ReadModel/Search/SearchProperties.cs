using System.Numerics;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;

namespace Marketplace.ReadModel.Search;

/// <summary>A document's properties: as terms of the index, which filters are ANDed with, and as two bytes, from which facets are counted.</summary>
internal sealed record SearchProperties(SearchKind Kind, string? Field, string? Stage, string? Region, string Status, long? Price)
{
    private static readonly string[] Kinds = [.. Enum.GetValues<SearchKind>().Select(kind => Codes.Of(kind))];
    private static readonly string[] Fields = [.. Enum.GetValues<TechnicalField>().Select(field => Codes.Of(field))];
    private static readonly string[] Stages = [.. Enum.GetValues<AchievementStage>().Select(stage => Codes.Of(stage))];

    public IEnumerable<string> Terms()
    {
        yield return KindTerm(Codes.Of(Kind));
        yield return StatusTerm(Status);
        if (Field is not null) yield return FieldTerm(Field);
        if (Stage is not null) yield return StageTerm(Stage);
        if (Region is not null)
            foreach (var region in Around(Region)) yield return RegionTerm(region);
        if (Price is { } price) yield return PriceTerm(BandOf(price));
    }

    public static string KindTerm(string kind) => IndexText.PropertyTerm('k', kind);

    public static string StatusTerm(string status) => IndexText.PropertyTerm('t', status);

    public static string FieldTerm(string field) => IndexText.PropertyTerm('f', field);

    public static string StageTerm(string stage) => IndexText.PropertyTerm('s', stage);

    public static string RegionTerm(string region) => IndexText.PropertyTerm('r', region);

    /// <summary>Terms of the bands that hold prices from the least to the most; the first and the last band hold others too.</summary>
    public static IEnumerable<string> PriceTerms(long least, long most)
    {
        for (var band = BandOf(least); band <= BandOf(most); band++) yield return PriceTerm(band);
    }

    private static string PriceTerm(int band) => IndexText.PropertyTerm('p', $"{band}");

    private static int BandOf(long price) => BitOperations.Log2((ulong)Math.Max(price, 1));

    /// <summary>The place and all that it lies in, by the digits of GB/T 2260 (<see cref="Queries.RegionRange"/>).</summary>
    private static IEnumerable<string> Around(string region)
    {
        var codes = region.Length == 6 ? new[] { region, $"{region[..4]}00", $"{region[..2]}0000" } : [region];
        return codes.Append(Regions.ReportRowOf(region) ?? region).Distinct();
    }

    /// <summary>Three bits of kind, four of field, two of stage, seven of the place's row in a report; zero is none.</summary>
    public ushort Packed => (ushort)(((int)Kind + 1) | ((Array.IndexOf(Fields, Field) + 1) << 3) | ((Array.IndexOf(Stages, Stage) + 1) << 7) | (PlaceOf(Region) << 9));

    public static string KindOf(int packed) => Kinds[(packed & 7) - 1];

    public static string? FieldOf(int packed) => ((packed >> 3) & 15) is > 0 and var field ? Fields[field - 1] : null;

    public static string? StageOf(int packed) => ((packed >> 7) & 3) is > 0 and var stage ? Stages[stage - 1] : null;

    public static string? RegionOf(int packed) => (packed >> 9) switch
    {
        0 => null,
        1 => Regions.HongKongMacaoTaiwan,
        2 => Regions.Other,
        var province => $"{province:00}0000",
    };

    private static int PlaceOf(string? region) => region is null ? 0 : Regions.ReportRowOf(region) switch
    {
        null => 0,
        Regions.HongKongMacaoTaiwan => 1,
        Regions.Other => 2,
        var row => ((row[0] - '0') * 10) + row[1] - '0',
    };
}
