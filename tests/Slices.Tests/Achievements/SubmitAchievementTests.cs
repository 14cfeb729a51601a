using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Achievements;

public sealed class SubmitAchievementTests : AchievementFixture
{
    [Test]
    public async Task A_complete_draft_is_submitted()
    {
        var draft = await Desk.DraftAsync();
        var submitted = (await Desk.University.Post($"/v1/achievements/{draft.Id}/submission")).Is(200);
        Assert.That((submitted.Text("state"), submitted.Text("submittedAt")), Is.EqualTo(("submitted", "2026-08-03T01:00:00.000Z")));
    }

    [Test]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var draft = (await Desk.University.Post("/v1/achievements", "{}")).Is(201);
        var refused = (await Desk.University.Post($"/v1/achievements/{draft.Id}/submission")).Refused(422, "achievement.incomplete");
        Assert.That(refused.Pointers, Is.EqualTo(new[]
        {
            "/titleZh", "/summaryZh", "/field", "/keywords", "/stage", "/attribute", "/level", "/form", "/ipRights", "/completers",
            "/region", "/transferModes", "/researchFrom", "/researchTo", "/secrecy",
        }));
    }

    [Test]
    public async Task The_version_that_was_read_can_be_asked_for()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.University.Put($"/v1/achievements/{draft.Id}", AchievementDesk.Content(("completers", null)).ToJsonString(), draft.ETag)).Is(200);
        (await Desk.University.Post($"/v1/achievements/{draft.Id}/submission", null, null, ("If-Match", draft.ETag!))).Refused(412, "version.gone");
    }

    [Test]
    public async Task It_is_submitted_once()
    {
        var submitted = await Desk.SubmittedAsync();
        (await Desk.University.Post($"/v1/achievements/{submitted.Id}/submission")).Refused(409, "achievement.phase_forbids");
    }

    [Test]
    public async Task Only_its_owner_knows_of_it()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Other.Post($"/v1/achievements/{draft.Id}/submission")).Refused(404, "achievement.not_found");
        (await Desk.Operator.Post($"/v1/achievements/{draft.Id}/submission")).Refused(403, "role.missing");
        (await Desk.Stranger.Post($"/v1/achievements/{draft.Id}/submission")).Refused(401, "token.missing");
    }

    [Test]
    public async Task A_suspended_university_submits_nothing()
    {
        var suspended = await Desk.Market.JoinAsync(OrganizationKind.University, "衢州学院", Role.Publisher);
        var draft = (await suspended.Post("/v1/achievements", AchievementDesk.Content().ToJsonString())).Is(201);
        var market = Desk.Market.Services.GetRequiredService<Market>();
        await market.FollowAsync("suspend", suspended.Organization, market.Now, [suspended.Organization],
            log => log.State<Organization>(suspended.Organization).Suspend(Actor.System("test"), "资质核查", null, log.Time()).On(suspended.Organization), CancellationToken.None);
        (await suspended.Post($"/v1/achievements/{draft.Id}/submission")).Refused(403, "organization.suspended");
    }
}
