using System.Text.Json;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;

namespace Marketplace.Api.Sandbox;

/// <summary>The sandbox's organizations, each with the people it needs; whoever tries the marketplace signs in as one of them.</summary>
internal sealed class SeedPeople(Bootstrap bootstrap, TimeProvider time)
{
    private static readonly string[] Names = ["陈志远", "林晓岚", "周文博", "沈佳宁", "吴思齐", "郑以恒", "何雨桐", "徐明哲"];

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    private readonly Dictionary<string, (string Id, OrganizationKind Kind)> organizations = [];
    private readonly Dictionary<(string Organization, Role Role), Actor> people = [];
    private readonly List<Credentials> credentials = [];

    public string Organization(string key) => organizations[key].Id;

    /// <summary>A person of the organization with the role, asking something now.</summary>
    public Caller As(string organization, Role role) => new() { Actor = people[(organization, role)], ArrivedAt = time.GetUtcNow() };

    public async Task AddAllAsync(CancellationToken cancel)
    {
        foreach (var seed in SeedFiles.Organizations)
        {
            var id = await bootstrap.AddOrganizationAsync(new OrganizationDetails(seed.Kind, seed.NameZh, seed.NameEn, seed.CreditCode, seed.Region, seed.OfficePoint), cancel);
            organizations.Add(seed.Key, (id, seed.Kind));
            foreach (var roles in PeopleOf(seed.Kind)) await AddPersonAsync(seed.Key, roles, cancel);
        }
    }

    /// <summary>One person for each set of roles; two reviewers, because the second review is another person's.</summary>
    private static Role[][] PeopleOf(OrganizationKind kind) => kind switch
    {
        OrganizationKind.University or OrganizationKind.ResearchInstitute => [[Role.OrgAdmin, Role.Publisher, Role.Filer]],
        OrganizationKind.Enterprise => [[Role.OrgAdmin, Role.Bidder, Role.Publisher, Role.Filer]],
        OrganizationKind.BrokerAgency => [[Role.OrgAdmin, Role.Broker]],
        OrganizationKind.RegistrationOffice => [[Role.OrgAdmin, Role.Reviewer], [Role.SecondReviewer], [Role.Statistician]],
        OrganizationKind.MarketOperator => [[Role.OrgAdmin, Role.PlatformAdmin, Role.Operator], [Role.Auctioneer]],
        _ => [[Role.OrgAdmin, Role.Supervisor, Role.Statistician]],
    };

    private async Task AddPersonAsync(string organization, Role[] roles, CancellationToken cancel)
    {
        var (id, kind) = organizations[organization];
        var made = await bootstrap.AddPersonAsync(id, new PersonProfile(Names[credentials.Count % Names.Length], null, null), [.. roles], cancel);
        credentials.Add(made);
        foreach (var role in roles) people[(organization, role)] = new Actor(made.ClientId, id, kind, roles.ToHashSet());
    }

    /// <summary>Writes <c>demo-credentials.json</c>, which only its owner can read.</summary>
    public void WriteCredentials(string path) =>
        PrivateFile.Write(path, JsonSerializer.Serialize(credentials, Indented) + "\n");
}
