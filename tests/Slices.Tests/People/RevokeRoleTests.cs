using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.People;

public sealed class RevokeRoleTests
{
    private TestMarket market = null!;
    private Client admin = null!, publisher = null!, platform = null!, stranger = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        platform = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.PlatformAdmin);
        admin = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.OrgAdmin);
        publisher = await market.JoinAsync(admin.Organization, Role.Publisher);
        stranger = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.OrgAdmin);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<(Client Person, string Path, string ETag)> Colleague(params Role[] roles)
    {
        var colleague = await market.JoinAsync(admin.Organization, roles);
        return (colleague, $"/v1/people/{colleague.Subject}/roles/", (await admin.Get($"/v1/people/{colleague.Subject}")).Is(200).ETag!);
    }

    [Test]
    public async Task A_token_that_was_issued_before_is_refused_after()
    {
        var (colleague, path, etag) = await Colleague(Role.OrgAdmin, Role.Filer);
        (await colleague.Get($"/v1/people/{publisher.Subject}")).Is(200);
        var revoked = (await admin.Delete(path + "org_admin", etag)).Is(200);
        Assert.That(revoked["roles"].EnumerateArray().Select(role => role.GetString()), Is.EqualTo(new[] { "filer" }));
        (await colleague.Get($"/v1/people/{publisher.Subject}")).Refused(404, "person.not_found");
        (await colleague.Post("/v1/people", new { name = "周婷", roles = Array.Empty<string>() })).Refused(403, "role.missing");
    }

    [Test]
    public async Task The_version_is_named_and_is_the_one_in_force()
    {
        var (_, path, etag) = await Colleague(Role.Publisher, Role.Filer);
        (await admin.Delete(path + "filer")).Refused(428, "version.required");
        (await admin.Delete(path + "filer", "\"9-full-zh\"")).Refused(412, "version.gone");
        (await admin.Delete(path + "filer", "\"nonsense\"")).Refused(412, "version.gone");
        (await admin.Delete(path + "filer", etag)).Is(200);
        (await admin.Delete(path + "publisher", etag)).Refused(412, "version.gone");
    }

    [Test]
    public async Task A_role_that_is_gone_is_revoked_again_without_effect_also_from_the_old_version()
    {
        var (_, path, etag) = await Colleague(Role.Publisher, Role.Filer);
        var first = (await admin.Delete(path + "filer", etag)).Is(200);
        var again = (await admin.Delete(path + "filer", etag)).Is(200);
        Assert.That(again.Body, Is.EqualTo(first.Body));
    }

    [Test]
    public async Task What_is_no_role_names_nothing()
    {
        var (_, path, etag) = await Colleague(Role.Publisher);
        (await admin.Delete(path + "publischer", etag)).Refused(404, "resource.not_found");
    }

    [Test]
    public async Task It_takes_the_persons_own_administrator()
    {
        var (colleague, path, etag) = await Colleague(Role.Publisher);
        (await market.Stranger.Delete(path + "publisher", etag)).Refused(401, "token.missing");
        (await colleague.Delete(path + "publisher", etag)).Refused(403, "role.missing");
        (await stranger.Delete(path + "publisher", etag)).Refused(404, "person.not_found");
        var operators = await market.JoinAsync(platform.Organization, Role.OrgAdmin);
        (await operators.Delete($"/v1/people/{platform.Subject}/roles/platform_admin", "\"1-full-zh\"")).Refused(403, "person.platform_admin");
    }
}
