using System.Collections.Immutable;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.RuleSets;

/// <summary>Rules around the sale by auction: who is told because of a priority, what is charged, what follows when it fails.</summary>
/// <param name="Commission">What each side pays in an <c>auction</c> where nothing is agreed; 5 % at most, and less the higher the price (拍卖法 56).</param>
/// <param name="MaxReductionPercent">By how much the start price may be lower when a lot is put up again; 20 at most.</param>
/// <param name="PauseDays">Days within which a paused auction is to be resumed.</param>
/// <param name="PriorityNoticeDays">Calendar days before the opening by which holders of a priority have been told.</param>
/// <param name="CoOwnerRank">Rank of a co-owner's priority (民法典 art. 860): 1 goes before 2.</param>
/// <param name="ClientRank">Rank of a client's (art. 859).</param>
/// <param name="CompleterRank">Rank of a completer's (art. 847).</param>
public sealed record SaleRules(
    CommissionRule Commission,
    Rule<int> MaxReductionPercent,
    Rule<int> PauseDays,
    Rule<int> PriorityNoticeDays,
    Rule<int> CoOwnerRank,
    Rule<int> ClientRank,
    Rule<int> CompleterRank)
{
    /// <summary>拍卖法 56: 5 % from each side.</summary>
    public const int GreatestCommission = 500;

    /// <summary>The rules of sales that apply under the version.</summary>
    public static SaleRules Of(RuleSet rules) => rules.Sales ?? Market;

    /// <summary>What applies under a version that says nothing of sales.</summary>
    public static SaleRules Market { get; } = new(
        new([new(Money.Zero, 500), new(Money.WanYuan(200), 300), new(Money.WanYuan(1000), 200), new(Money.WanYuan(5000), 100)],
            "拍卖法 art. 56: at most 5 % from each side where nothing is agreed, inversely proportional to the price; the bands are the market's parameter [OK]"),
        new(20, "法释〔2016〕18号 art. 26, written for judicial auctions, applied as the market's own rule"),
        new(5, "法释〔2016〕18号 art. 28, written for judicial auctions, applied as the market's own rule"),
        new(3, "法释〔2016〕18号 art. 16, written for judicial auctions, applied as the market's own rule"),
        new(1, "民法典 art. 860; no statute ranks the priorities of technology: the market's parameter [OK]"),
        new(2, "民法典 art. 859; as above"),
        new(3, "民法典 art. 847; as above"));
}

/// <summary>A commission scale with the place it comes from.</summary>
public sealed record CommissionRule(ImmutableArray<CommissionBand> Bands, string Source);
