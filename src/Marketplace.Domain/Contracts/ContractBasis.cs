using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;

namespace Marketplace.Domain.Contracts;

/// <summary>What brought the two sides of a contract together; codes in <c>api-specs/codelists/deal_origin.csv</c>.</summary>
public enum DealOrigin
{
    /// <summary>竞价成交.</summary>
    Auction,
    /// <summary>协议或摘牌成交.</summary>
    Deal,
    /// <summary>场外签订: made outside of the market, and brought here for its registration.</summary>
    Outside,
}

/// <summary>What a contract is drafted from, whatever brought the two sides together.</summary>
/// <param name="Deal">Id of the auction or the deal; absent for a contract made outside.</param>
/// <param name="RuleSet">The version that the deal pinned; for a contract made outside the one in force.</param>
/// <param name="Market">Id of the operator on whose market the deal was made.</param>
/// <param name="Price">Everything that the buyer pays.</param>
public sealed record ContractBasis(DealOrigin DealOrigin, string? Deal, string RuleSet, string? Achievement, string Seller, string Buyer, Money Price, string? Market = null)
{
    /// <summary>Id of the demand that it answers.</summary>
    public string? Demand { get; init; }

    /// <summary>Of the demand; an achievement has its own.</summary>
    public string? Title { get; init; }

    /// <summary>Of the demand; an achievement has its own.</summary>
    public TechnicalField? Field { get; init; }
    public TransferMode? TransferMode { get; init; }
    public LicenceScope? LicenceScope { get; init; }

    /// <summary>Where it does not follow from the transfer mode.</summary>
    public ContractType? Type { get; init; }
    public PaymentMethod? PaymentMethod { get; init; }

    /// <summary>As the seller has stated it in the notice; absent where there was none.</summary>
    public bool? RelatedParties { get; init; }

    /// <summary>When the notice of an agreed price had stood its days; absent where none was needed.</summary>
    public Instant? PublicityEndedAt { get; init; }
}
