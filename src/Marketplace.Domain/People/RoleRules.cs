using System.Collections.Immutable;

namespace Marketplace.Domain.People;

/// <summary>Which roles fit which kind of organisation, and who may give them.</summary>
public static class RoleRules
{
    private static readonly ImmutableArray<Role> Trading = [Role.OrgAdmin, Role.Publisher, Role.Bidder, Role.Filer];

    /// <summary>
    /// The roles that people of an organisation of the kind can hold. Who sells or buys does not register, and who registers or
    /// runs the market does not trade on it (拍卖法 art. 22-23; 网络司法拍卖规定 art. 34).
    /// </summary>
    public static ImmutableArray<Role> RolesOf(OrganizationKind kind) => kind switch
    {
        OrganizationKind.University or OrganizationKind.ResearchInstitute => [.. Trading, Role.Broker, Role.Expert],
        OrganizationKind.Enterprise => [.. Trading, Role.Expert],
        OrganizationKind.BrokerAgency => [.. Trading, Role.Broker],
        OrganizationKind.RegistrationOffice => [Role.OrgAdmin, Role.Reviewer, Role.SecondReviewer, Role.Expert, Role.Statistician],
        OrganizationKind.MarketOperator => [Role.OrgAdmin, Role.Operator, Role.Auctioneer, Role.Statistician, Role.PlatformAdmin],
        OrganizationKind.Supervisor => [Role.OrgAdmin, Role.Statistician, Role.Supervisor],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind of organisation has its roles."),
    };

    /// <summary>The roles that only a person can hold: a judgement, or power over other organisations, is not left to a program.</summary>
    public static ImmutableArray<Role> OnlyForPeople { get; } =
        [Role.Reviewer, Role.SecondReviewer, Role.Expert, Role.Auctioneer, Role.PlatformAdmin];

    /// <summary>
    /// Why the roles may not be given; absent when they may. Refusals: <c>role.not_for_kind</c>, <c>role.not_for_app</c>,
    /// <c>role.not_yours_to_grant</c> (only a platform administrator makes another).
    /// </summary>
    internal static Refusal? Check(Actor actor, OrganizationKind kind, IReadOnlyList<Role> roles, bool forApp)
    {
        var fitting = RolesOf(kind);
        for (var i = 0; i < roles.Count; i++)
        {
            var role = roles[i];
            var pointer = $"/roles/{i}";
            if (!fitting.Contains(role)) return RoleRefusals.NotForKind.With(("role", role), ("kind", kind)).At(pointer);
            if (forApp && OnlyForPeople.Contains(role)) return RoleRefusals.NotForApp.With(("role", role)).At(pointer);
            if (role is Role.PlatformAdmin && !actor.Has(Role.PlatformAdmin) && !actor.IsSystem)
                return RoleRefusals.NotYoursToGrant.With(("role", role)).At(pointer);
        }

        return null;
    }

    /// <summary>Whether the actor manages the accounts of the organisation: its own administrator, the platform's, or the marketplace itself.</summary>
    public static bool Manages(Actor actor, string organization) =>
        (actor.Organization == organization && actor.Has(Role.OrgAdmin)) || actor.Has(Role.PlatformAdmin) || actor.IsSystem;
}
