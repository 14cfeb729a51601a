using Marketplace.Domain.Releases;

namespace Marketplace.ReadModel.Ledger;

/// <summary>By what the contracts of a month are told apart. Every contract is in exactly one row of each, so that the rows add up to the total.</summary>
public enum LedgerDimension
{
    /// <summary>Not at all: the total, kept on its own so that the rows of the others can be held against it.</summary>
    Total,
    ContractType,
    TechnicalField,
    /// <summary>By the one type that a contract involves; one that involves more is in the row <see cref="ReportLabels.SeveralIpTypes"/>.</summary>
    IpType,
    IpInvolvement,
    SellerKind,
    BuyerKind,
    /// <summary>By the place of the base, one level below the one that the report is limited to.</summary>
    Region,
    /// <summary>By the row of the other end: where output goes to, where absorption comes from; on the base registered, where the buyer is.</summary>
    Counterpart,
    Origin,
}

/// <summary>What an entry does to the figures.</summary>
public enum LedgerEntryKind
{
    /// <summary>+ with the registration.</summary>
    Registered,
    /// <summary>A pair, − what stood and + what stands now, in the month of the registration.</summary>
    Changed,
    /// <summary>− what stood, in the month of the registration.</summary>
    Cancelled,
}

/// <summary>How wide the place of a rolled-up cell is.</summary>
internal enum LedgerLevel
{
    /// <summary>Everything, whatever its place.</summary>
    Nation = 0,
    /// <summary>A row of the reports by region: a province, 港澳台 or 其他.</summary>
    ReportRow = 1,
    /// <summary>The place itself, as it stands in the contract; of a place that is a report row only the total.</summary>
    Place = 2,
}
