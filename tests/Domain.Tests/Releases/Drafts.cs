using Marketplace.Domain.Organizations;
using Marketplace.Domain.Releases;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Releases;

/// <summary>Drafts of releases in the November of 2026.</summary>
static class Drafts
{
    public const string First = "rel_0000000000007000800000000000e001", Second = "rel_0000000000007000800000000000e002", Third = "rel_0000000000007000800000000000e003";

    public static readonly Month July = new(2026, 7);

    public static readonly Actor Statistician = Parties.Staff("20", Parties.OperatorId, OrganizationKind.MarketOperator, Role.Statistician);

    public static readonly RuleSet Rules = RuleBook.Initial.Find("cn-2026-01")!;

    /// <summary>玻璃窑炉环保治理技术 and four more of July, each of 480 万元 turnover and 450 万元 technology amount, in one row.</summary>
    public static readonly Counted[] Five = [.. Enumerable.Repeat(new Counted(0, 1, 1, 480_000_000, 450_000_000), 5)];

    public static ReleaseDraft Draft(Month period, FiguresToRelease figures, ReleaseStatus status = ReleaseStatus.Preliminary) =>
        new(period, ReportBase.Registered, null, status, null, null, AcceptSmallCells: true, figures);

    public static Decision Publish(ReleaseDraft draft, string? latest = null, Release? previous = null, Organization? publisher = null, RuleSet? rules = null, Instant? now = null) =>
        Release.Initial.Publish(draft, Statistician, publisher ?? Parties.Operator, latest, previous ?? Release.Initial, rules ?? Rules, now ?? Parties.Now);

    /// <summary>A release of July's five contracts.</summary>
    public static Release Published(ReleaseStatus status = ReleaseStatus.Preliminary, Counted[]? contracts = null) =>
        Release.Initial.After(Publish(Draft(July, ByHand.Count(July, contracts ?? Five), status is ReleaseStatus.Revised ? ReleaseStatus.Preliminary : status),
            now: Instant.StartOf(new DateOnly(2027, 6, 1)))).With(status);

    /// <summary>As the vintage of another status.</summary>
    private static Release With(this Release release, ReleaseStatus status) => Release.Initial.Apply(release.Published! with { Status = status });

    public static string Argument(Refusal refusal, string name) => refusal.Arguments.Single(argument => argument.Name == name).Value;
}
