using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;

namespace Marketplace.ReadModel.Ledger;

/// <summary>
/// One signed entry: everything that the statistics count of a contract. A month is the sum of its entries, "as of" a day is
/// the same sum over the entries recorded up to then.
/// </summary>
internal sealed record LedgerEntry
{
    /// <summary>Of the event that recorded it.</summary>
    public required long Position { get; init; }

    /// <summary>1, and 2 for the second entry of the same event.</summary>
    public required int Line { get; init; }
    public required string Contract { get; init; }
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>+1 or −1.</summary>
    public required int Sign { get; init; }

    /// <summary>The day, in Shanghai, whose month the entry counts in, however late it was recorded.</summary>
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>Market time, Unix milliseconds.</summary>
    public required long RecordedAt { get; init; }
    public required string OfficeRegion { get; init; }
    public required string SellerRegion { get; init; }
    public required string BuyerRegion { get; init; }
    public required ContractType Type { get; init; }
    public required ContractSubtype Subtype { get; init; }
    public required TechnicalField Field { get; init; }
    public required ImmutableArray<IpType> IpTypes { get; init; }
    public required PartyKind SellerKind { get; init; }
    public required PartyKind BuyerKind { get; init; }
    public required Money Turnover { get; init; }
    public required Money TechnologyAmount { get; init; }
    public required Money TechnologyIncome { get; init; }
    public required PlanSource PlanSource { get; init; }
    public required SocialEconomicGoal SocialEconomicGoal { get; init; }
    public required ContractOrigin Origin { get; init; }
}
