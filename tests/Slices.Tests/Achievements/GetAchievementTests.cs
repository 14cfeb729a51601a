using Marketplace.Domain;

namespace Marketplace.Slices.Tests.Achievements;

public sealed class GetAchievementTests : AchievementFixture
{
    private async Task SeenBy(string id, bool @operator, bool everybody)
    {
        (await Desk.University.Get($"/v1/achievements/{id}")).Is(200);
        (await Desk.Operator.Get($"/v1/achievements/{id}")).Is(@operator ? 200 : 404);
        (await Desk.Other.Get($"/v1/achievements/{id}")).Is(everybody ? 200 : 404);
        (await Desk.Stranger.Get($"/v1/achievements/{id}")).Is(everybody ? 200 : 404);
    }

    [Test]
    public async Task A_draft_is_its_owner_s() => await SeenBy((await Desk.DraftAsync()).Id, @operator: false, everybody: false);

    [Test]
    public async Task A_submitted_one_is_seen_by_the_operator_too() => await SeenBy((await Desk.SubmittedAsync()).Id, @operator: true, everybody: false);

    [Test]
    public async Task A_returned_one_stays_between_the_two() => await SeenBy((await Desk.ReturnedAsync()).Id, @operator: true, everybody: false);

    [Test]
    public async Task An_approved_one_is_public_with_its_completers_names()
    {
        var approved = await Desk.ApprovedAsync();
        await SeenBy(approved.Id, @operator: true, everybody: true);
        var read = await Desk.Stranger.Get($"/v1/achievements/{approved.Id}");
        Assert.That(read.Text("content.completers.1.name"), Is.EqualTo("陆思远"));
    }

    [Test]
    public async Task A_withdrawn_one_is_public_no_more()
    {
        var approved = await Desk.ApprovedAsync();
        (await Desk.University.Post($"/v1/achievements/{approved.Id}/withdrawal", new { reason = "技术已更新。" })).Is(200);
        await SeenBy(approved.Id, @operator: true, everybody: false);
    }

    [Test]
    public async Task A_removed_person_sees_no_more_than_a_stranger()
    {
        var draft = await Desk.DraftAsync();
        var colleague = await Desk.Market.JoinAsync(Desk.University.Organization, Role.Publisher);
        (await colleague.Get($"/v1/achievements/{draft.Id}")).Is(200);
        var admin = await Desk.Market.JoinAsync(Desk.University.Organization, Role.OrgAdmin);
        (await admin.Post($"/v1/people/{colleague.Subject}/deactivation")).Is(200);
        (await colleague.Get($"/v1/achievements/{draft.Id}")).Refused(404, "achievement.not_found");
    }

    [Test]
    public async Task Nothing_new_is_304_and_an_id_of_another_kind_is_404()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.University.Get($"/v1/achievements/{draft.Id}", ("If-None-Match", draft.ETag!))).Is(304);
        (await Desk.University.Get($"/v1/achievements/{draft.Id.Replace("ach_", "lst_", StringComparison.Ordinal)}")).Refused(404, "resource.not_found");
        (await Desk.University.Get("/v1/achievements/ach_0198d3a1b2c37000800000000000a001")).Refused(404, "achievement.not_found");
    }
}
