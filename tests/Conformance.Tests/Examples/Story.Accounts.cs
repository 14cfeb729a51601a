using Marketplace.Api.Apps;
using Marketplace.Api.Health;
using Marketplace.Api.OAuth;
using Marketplace.Api.Organizations;
using Marketplace.Api.People;
using Marketplace.Api.Reference;
using Marketplace.Api.RuleSets;

namespace Marketplace.Conformance.Tests.Examples;

internal sealed partial class Story
{
    /// <summary>What there is before anything is offered: health, code lists, rules, organizations, people, apps.</summary>
    private async Task AccountsAsync()
    {
        await PlayAsync(nameof(GetLiveness), market.Stranger);
        // Once a list has been answered, the read model lags behind nothing.
        await PlayAsync(nameof(ListOrganizations), market.Stranger);
        await PlayAsync(nameof(GetReadiness), market.Stranger);
        await PlayAsync(nameof(Api.Clock.GetClock), market.Stranger);
        await PlayAsync(nameof(ListCodelists), market.Stranger);
        await PlayAsync(nameof(GetCodelist), market.Stranger);
        await PlayAsync(nameof(ListRuleSets), market.Stranger);
        await PlayAsync(nameof(GetRuleSet), market.Stranger);
        await PlayAsync(nameof(PublishRuleSet), @operator);
        await PlayAsync(nameof(IssueToken), market.Stranger, ("clientId", university.Subject), ("clientSecret", university.Secret));

        var organization = ("organizationId", (await PlayAsync(nameof(RegisterOrganization), @operator)).Id);
        await PlayAsync(nameof(VerifyOrganization), @operator, organization);
        await PlayAsync(nameof(GetOrganization), market.Stranger, organization);
        await PlayAsync(nameof(SuspendOrganization), @operator, organization);
        await PlayAsync(nameof(ReinstateOrganization), @operator, organization);
        await PlayAsync(nameof(ListOrganizations), market.Stranger);

        var person = ("personId", (await PlayAsync(nameof(InvitePerson), university)).Id);
        await PlayAsync(nameof(GetPerson), university, person);
        await PlayAsync(nameof(GrantRole), university, person);
        await PlayAsync(nameof(RevokeRole), university, person);
        await PlayAsync(nameof(ErasePerson), university, person);
        var other = ("personId", (await university.Post("/v1/people", new { name = "郑立峰", roles = new[] { "publisher" } })).Is(201).Id);
        await PlayAsync(nameof(ListPeople), university);
        await PlayAsync(nameof(RotatePersonSecret), university, other);
        await PlayAsync(nameof(DeactivatePerson), university, other);

        var app = ("appId", (await PlayAsync(nameof(CreateApp), university)).Id);
        await PlayAsync(nameof(GetApp), university, app);
        await PlayAsync(nameof(ListApps), university);
        await PlayAsync(nameof(RotateSecret), university, app);
        await PlayAsync(nameof(RevokeApp), university, app);
    }
}
