namespace Marketplace.Domain.RuleSets;

/// <summary>Rules of released reports: when figures are final, and how few contracts a published row may have.</summary>
/// <param name="LeastContracts">A row with fewer contracts than this, and more than none, tells of single ones; 1 lets every row be published.</param>
/// <param name="FinalMonths">Whole months after the end of a month before which its figures are not final.</param>
public sealed record ReleaseRules(Rule<int> LeastContracts, Rule<int> FinalMonths)
{
    /// <summary>The rules of releases that apply under the version.</summary>
    public static ReleaseRules Of(RuleSet rules) => rules.Releases ?? Market;

    /// <summary>What applies under a version that says nothing of releases.</summary>
    public static ReleaseRules Market { get; } = new(
        new(3, "The market's parameter [draft]: no statute sets a number; strata with fewer than 3 contracts are suppressed in indices, too"),
        new(6, "The market's parameter [draft]: no statute says when the figures of a month are final"));
}
