using Marketplace.Domain.RuleSets;

namespace Marketplace.Api.RuleSets;

/// <summary>One version of the market's rules: every number with the article of law it carries out, or whose parameter it is.</summary>
public sealed record RuleSetResource
{
    /// <summary>Unique for ever; a deal names the version that it ran under.</summary>
    public required string Version { get; init; }
    /// <summary>First day (Asia/Shanghai) on which it applies.</summary>
    public required DateOnly EffectiveFrom { get; init; }
    /// <summary>GB/T 2260; absent for the whole country. A region's own version goes before its province's and the country's.</summary>
    public string? Region { get; init; }
    public required string Source { get; init; }
    public required AuctionRules Auction { get; init; }
    public required PublicityRules Publicity { get; init; }
    public required RegistrationRules Registration { get; init; }
    public required DealRules Deals { get; init; }
    public required SaleRules Sales { get; init; }
    public required ReleaseRules Releases { get; init; }

    internal static RuleSetResource From(RuleSet rules) => new()
    {
        Version = rules.Version,
        EffectiveFrom = rules.EffectiveFrom,
        Region = rules.Region,
        Source = rules.Source,
        Auction = rules.Auction,
        Publicity = rules.Publicity,
        Registration = rules.Registration,
        Deals = DealRules.Of(rules),
        Sales = SaleRules.Of(rules),
        Releases = ReleaseRules.Of(rules),
    };
}
