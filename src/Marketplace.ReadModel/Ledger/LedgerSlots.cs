using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// Every row that a month can have at one place, numbered: adding a contract is adding to a few elements of an array, and
/// only what is written has a name.
/// </summary>
public static class LedgerSlots
{
    private static readonly Dictionary<LedgerDimension, int> First = [];

    /// <summary>Dimension and code of each slot.</summary>
    internal static ImmutableArray<(LedgerDimension Dimension, string Code)> All { get; } = Number();

    /// <summary>Another one as soon as a slot stands for something else.</summary>
    internal static string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All))))[..16];

    private static readonly Dictionary<LedgerDimension, ImmutableArray<string>> CodesOf =
        All.GroupBy(slot => slot.Dimension).ToDictionary(slots => slots.Key, slots => slots.Select(slot => slot.Code).ToImmutableArray());

    private static readonly Dictionary<string, int> ReportRow = Regions.ReportRows.Select((row, i) => (row, i)).ToDictionary(r => r.row, r => r.i, StringComparer.Ordinal);

    /// <summary>The codes of a dimension in their order, a row for each.</summary>
    internal static ImmutableArray<string> Codes(LedgerDimension dimension) => CodesOf[dimension];

    /// <summary>How many slots one entry adds to; the last, its own report row, only where the place is the nation.</summary>
    internal const int PerEntry = 10;

    /// <param name="row">Report row of the place of the base.</param>
    /// <param name="counterpart">Report row of the other end.</param>
    internal static void Of(LedgerEntry entry, string row, string counterpart, Span<int> slots)
    {
        slots[0] = First[LedgerDimension.Total];
        slots[1] = First[LedgerDimension.ContractType] + (int)entry.Type;
        slots[2] = First[LedgerDimension.TechnicalField] + (int)entry.Field;
        slots[3] = First[LedgerDimension.IpType] + IpRow(entry.IpTypes);
        slots[4] = First[LedgerDimension.IpInvolvement] + (int)(entry.IpTypes is [] or [IpType.None] ? IpInvolvement.NotInvolved : IpInvolvement.Involved);
        slots[5] = First[LedgerDimension.SellerKind] + (int)entry.SellerKind;
        slots[6] = First[LedgerDimension.BuyerKind] + (int)entry.BuyerKind;
        slots[7] = First[LedgerDimension.Origin] + (int)entry.Origin;
        slots[8] = First[LedgerDimension.Counterpart] + ReportRow[counterpart];
        slots[9] = First[LedgerDimension.Region] + ReportRow[row];
    }

    private static int IpRow(ImmutableArray<IpType> types) => types switch
    {
        [] => (int)IpType.None,
        [var only] => (int)only,
        _ => Enum.GetValues<IpType>().Length,
    };

    private static ImmutableArray<(LedgerDimension, string)> Number()
    {
        var slots = ImmutableArray.CreateBuilder<(LedgerDimension, string)>();
        void Add(LedgerDimension dimension, IEnumerable<string> codes)
        {
            First.Add(dimension, slots.Count);
            slots.AddRange(codes.Select(code => (dimension, code)));
        }

        Add(LedgerDimension.Total, [""]);
        Add(LedgerDimension.ContractType, Of<ContractType>());
        Add(LedgerDimension.TechnicalField, Of<TechnicalField>());
        Add(LedgerDimension.IpType, [.. Of<IpType>(), ReportLabels.SeveralIpTypes]);
        Add(LedgerDimension.IpInvolvement, Of<IpInvolvement>());
        Add(LedgerDimension.SellerKind, Of<PartyKind>());
        Add(LedgerDimension.BuyerKind, Of<PartyKind>());
        Add(LedgerDimension.Origin, Of<ContractOrigin>());
        Add(LedgerDimension.Counterpart, Regions.ReportRows);
        Add(LedgerDimension.Region, Regions.ReportRows);
        return slots.ToImmutable();
    }

    private static string[] Of<T>() where T : struct, Enum => ReadModel.Codes.Of(Enum.GetValues<T>());
}
