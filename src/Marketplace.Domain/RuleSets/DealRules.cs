namespace Marketplace.Domain.RuleSets;

/// <summary>Rules of deals by negotiation or take-up: whose consent they need, and who is told because of a priority at equal conditions.</summary>
/// <param name="CoOwnerConsent">Whether every co-owner must consent before a deal is agreed.</param>
/// <param name="NotifyCompleters">Whether the completers are given notice of a transfer (民法典 art. 847).</param>
/// <param name="NotifyClient">Whether the client of a commissioned development is given notice of a transfer (art. 859).</param>
/// <param name="NotifyCoOwners">Whether co-owners are given notice of a transfer (art. 860).</param>
/// <param name="PriorityDays">Calendar days, after the day of the notice, in which they may match the price.</param>
public sealed record DealRules(
    Rule<bool> CoOwnerConsent,
    Rule<bool> NotifyCompleters,
    Rule<bool> NotifyClient,
    Rule<bool> NotifyCoOwners,
    Rule<int> PriorityDays)
{
    /// <summary>The rules of deals that apply under the version.</summary>
    public static DealRules Of(RuleSet rules) => rules.Deals ?? Market;

    /// <summary>What applies under a version that says nothing of deals.</summary>
    public static DealRules Market { get; } = new(
        new(true, "民法典 art. 860; 促进科技成果转化法 art. 40: the transfer of a co-owned achievement needs the consent of all"),
        new(false, "民法典 art. 847 gives the priority and asks for no notice: the public notice inside the unit and the listing tell the completers"),
        new(true, "民法典 art. 859"),
        new(true, "民法典 art. 860"),
        new(15, "The market's parameter [OK]: 法释〔2020〕24号 art. 11 gives co-owners of things 15 days at least; no statute sets a number for technology"));
}
