namespace Marketplace.Slices.Tests.Achievements;

public sealed class WithdrawAchievementTests : AchievementFixture
{
    [Test]
    public async Task The_owner_withdraws_it_for_good()
    {
        var approved = await Desk.ApprovedAsync();
        var withdrawn = (await Desk.University.Post($"/v1/achievements/{approved.Id}/withdrawal", new { reason = "技术已更新。" })).Is(200);
        Assert.That((withdrawn.Text("state"), withdrawn.Text("withdrawalReason")), Is.EqualTo(("withdrawn", "技术已更新。")));
        (await Desk.University.Post($"/v1/achievements/{approved.Id}/withdrawal")).Refused(409, "achievement.phase_forbids");
        (await Desk.University.Post("/v1/listings", new { achievement = approved.Id, market = Desk.Operator.Organization, transferMode = "transfer", priceMethod = "auction" }))
            .Refused(409, "listing.achievement_not_approved");
    }

    [Test]
    public async Task What_is_listed_is_withdrawn_after_its_listing()
    {
        var listing = await Desk.ListedAsync();
        var achievement = listing.Text("achievement");
        (await Desk.University.Post($"/v1/achievements/{achievement}/withdrawal")).Refused(409, "achievement.listed");
        (await Desk.University.Post($"/v1/listings/{listing.Id}/withdrawal")).Is(200);
        (await Desk.University.Post($"/v1/achievements/{achievement}/withdrawal")).Is(200);
    }

    [Test]
    public async Task Others_may_not()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Other.Post($"/v1/achievements/{draft.Id}/withdrawal")).Refused(404, "achievement.not_found");
        var approved = await Desk.ApprovedAsync();
        (await Desk.Other.Post($"/v1/achievements/{approved.Id}/withdrawal")).Refused(403, "achievement.not_owner");
        (await Desk.Stranger.Post($"/v1/achievements/{approved.Id}/withdrawal")).Refused(401, "token.missing");
        Assert.That((await Desk.University.Post($"/v1/achievements/{draft.Id}/withdrawal", new { reason = "" })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reason" }));
    }
}
