namespace Marketplace.Domain;

/// <summary>
/// Who acts: a person or an app, always for one organisation. Roles are the ones in force now, not the ones of the day
/// the token was issued.
/// </summary>
/// <param name="Subject">A <c>usr_</c> or <c>app_</c> id, or <c>system:{reaction}</c> for what follows by itself.</param>
public sealed record Actor(string Subject, string Organization, OrganizationKind Kind, IReadOnlySet<Role> Roles)
{
    private const string SystemPrefix = "system:";

    public bool Has(Role role) => Roles.Contains(role);

    /// <summary>Whether this is the marketplace itself; no token can carry such a subject.</summary>
    public bool IsSystem => Subject.StartsWith(SystemPrefix, StringComparison.Ordinal);

    /// <summary>The form that the log commits to: subject and organisation.</summary>
    public override string ToString() => Organization.Length == 0 ? Subject : $"{Subject}@{Organization}";

    /// <summary>The marketplace itself, carrying out a reaction.</summary>
    public static Actor System(string reaction) => new($"{SystemPrefix}{reaction}", "", OrganizationKind.MarketOperator, new HashSet<Role>());
}

/// <summary>Kinds of organisation; codes in <c>api-specs/codelists/organization_kind.csv</c>.</summary>
public enum OrganizationKind { University, ResearchInstitute, Enterprise, BrokerAgency, RegistrationOffice, MarketOperator, Supervisor }

/// <summary>What a person or app may do for its organisation; codes in <c>api-specs/codelists/role.csv</c>, rights in <c>api-specs/permissions.csv</c>.</summary>
public enum Role
{
    OrgAdmin, Publisher, Bidder, Filer, Broker, Reviewer, SecondReviewer, Expert, Operator, Auctioneer, Statistician, Supervisor, PlatformAdmin,
}
