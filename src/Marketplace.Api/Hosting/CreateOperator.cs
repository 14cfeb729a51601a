using FluentValidation.Results;
using Marketplace.Api.Organizations;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Identifiers;
using Marketplace.Domain.Organizations;
using Marketplace.Log;

namespace Marketplace.Api.Hosting;

/// <summary>
/// Makes the first market operator and its platform administrator, where nothing is seeded and nobody could sign in to do it.
/// A second operator is made by the first, through the interface; but whoever holds the machine and its keys can always let
/// another administrator in, or a lost secret would lock the market for good.
/// </summary>
internal static class CreateOperator
{
    public static Verb Verb { get; } = new("create-operator", """
        create-operator makes the first market operator and a person who administers the platform, and shows the person's secret once.

          --name=NAME            Chinese name of the operator, e.g. 浙江科技大市场
          --credit-code=CODE     its unified social credit code, 18 characters (GB 32100-2015)
          --region=CODE          its seat, six digits of GB/T 2260, e.g. 330000
          --person=NAME          the administrator
          --name-en=NAME         English name of the operator
          --email=ADDRESS        the administrator's e-mail address
          --phone=NUMBER         the administrator's telephone number
          --evidence=TEXT        what you have seen, when the code's check character does not fit although the licence has it so
          --organization=ID      instead of name, code and region: one more administrator for the operator that is there

        Settings of the marketplace may stand among them, e.g. --Data=/var/lib/marketplace.
        """,
        ["name", "credit-code", "region", "person", "name-en", "email", "phone", "evidence", "organization"], RunAsync);

    private static async Task RunAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        arguments.Need("person");
        var profile = new PersonProfile(arguments["person"]!, arguments["email"], arguments["phone"]);
        Check(new InvitePerson.Validator().Validate(new InvitePerson.Command(Nobody, new InvitePerson.Body(profile.Name, [], null, profile.Email, profile.Phone))));
        var details = arguments.Has("organization") ? null : Details(arguments);

        var writer = services.GetRequiredService<Writer>();
        await writer.StartAsync(CancellationToken.None);
        var bootstrap = services.GetRequiredService<Bootstrap>();
        var organization = details is null
            ? await ExistingAsync(services.GetRequiredService<Market>(), arguments["organization"]!)
            : await FirstAsync(bootstrap, services.GetRequiredService<Feed>(), details, arguments["evidence"]);
        var credentials = await bootstrap.AddPersonAsync(organization, profile, [Role.OrgAdmin, Role.Operator, Role.PlatformAdmin], CancellationToken.None);
        await output.WriteLineAsync($"""
            data:         {services.GetRequiredService<DataFolder>().Path}
            organization: {organization}
            clientId:     {credentials.ClientId}
            clientSecret: {credentials.ClientSecret}

            The secret is shown this once. POST /oauth/token gives a token for it.
            """);
    }

    private static Caller Nobody => new() { ArrivedAt = default };

    private static OrganizationDetails Details(Arguments arguments)
    {
        arguments.Need("name", "credit-code", "region");
        var details = new OrganizationDetails(OrganizationKind.MarketOperator, arguments["name"]!, arguments["name-en"], arguments["credit-code"]!, arguments["region"]!);
        Check(new RegisterOrganization.Validator().Validate(new RegisterOrganization.Command(Nobody,
            new RegisterOrganization.Body(details.Kind, details.NameZh, details.CreditCode, details.Region, details.NameEn))));
        var code = CreditCode.Normalize(details.CreditCode);
        if (CreditCode.Check(code) is CreditCodeCheck.ChecksumMismatch && !arguments.Has("evidence"))
            throw new UsageException($"The check character of the credit code {code} does not fit: it would be {CreditCode.CheckCharacter(code.AsSpan(0, CreditCode.Length - 1))}. If the licence has the code so, say what you have seen with --evidence.");
        return details;
    }

    private static async Task<string> FirstAsync(Bootstrap bootstrap, Feed feed, OrganizationDetails details, string? evidence)
    {
        // The first operator stands at the very beginning of a log, so looking for it ends soon.
        for (var after = 0L; await feed.ReadAsync(after, 1000, CancellationToken.None) is { Count: > 0 } events; after = events[^1].Position)
            if (events.FirstOrDefault(e => e.Content is OrganizationRegistered { Kind: OrganizationKind.MarketOperator }) is { Content: OrganizationRegistered there } found)
                throw new UsageException($"There is a market operator already: {there.NameZh} ({found.Stream}). It registers others itself; one more administrator for it is made with --organization={found.Stream}.");
        return await bootstrap.AddOrganizationAsync(details, CancellationToken.None, evidence);
    }

    private static async Task<string> ExistingAsync(Market market, string id)
    {
        var kind = Ids.Is(Ids.Organization, id) && await market.ReadAsync<Organization>(id, CancellationToken.None) is { Exists: true } there ? there.State.Kind : (OrganizationKind?)null;
        return kind is OrganizationKind.MarketOperator ? id : throw new UsageException($"'{id}' is no market operator here.");
    }

    private static void Check(ValidationResult result)
    {
        if (result.Errors is [var fault, ..]) throw new UsageException($"{Option(fault.PropertyName)} is not valid. {fault.ErrorMessage}");
    }

    private static string Option(string member) => member switch
    {
        "Body.Name" => "--person",
        "Body.NameZh" => "--name",
        "Body.NameEn" => "--name-en",
        _ => "--" + member["Body.".Length..].ToLowerInvariant(),
    };
}
