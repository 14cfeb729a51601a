namespace Marketplace.Slices.Tests.Achievements;

public sealed class ReviewAchievementTests : AchievementFixture
{
    private static readonly string[] Reasons = ["请补充检测报告。", "关键词与内容不符。"];

    [Test]
    public async Task An_operator_approves_what_was_submitted()
    {
        var submitted = await Desk.SubmittedAsync();
        var approved = (await Desk.Operator.Post($"/v1/achievements/{submitted.Id}/review", new { decision = "approve" })).Is(200);
        Assert.That((approved.Text("state"), approved.Text("approvedAt")), Is.EqualTo(("approved", "2026-08-03T01:00:00.000Z")));
    }

    [Test]
    public async Task An_operator_returns_it_with_reasons_that_the_owner_reads()
    {
        var submitted = await Desk.SubmittedAsync();
        (await Desk.Operator.Post($"/v1/achievements/{submitted.Id}/review", new { decision = "return", reasons = Reasons })).Is(200);
        var read = await Desk.University.Get($"/v1/achievements/{submitted.Id}");
        Assert.That(read["returnReasons"].EnumerateArray().Select(reason => reason.GetString()), Is.EqualTo(Reasons));
    }

    [Test]
    public async Task A_return_needs_a_reason_and_an_approval_has_none()
    {
        var submitted = await Desk.SubmittedAsync();
        var path = $"/v1/achievements/{submitted.Id}/review";
        Assert.That((await Desk.Operator.Post(path, new { decision = "return" })).Refused(422, "achievement.reasons_missing").Pointers, Is.EqualTo(new[] { "/reasons" }));
        Assert.That((await Desk.Operator.Post(path, new { decision = "approve", reasons = Reasons })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reasons" }));
        Assert.That((await Desk.Operator.Post(path, """{"decision":"return","reasons":["好",null]}""")).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reasons" }));
        Assert.That((await Desk.Operator.Post(path, new { decision = "maybe" })).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/decision" }));
        (await Desk.Operator.Post(path, new { })).Refused(400, "request.unreadable");
    }

    [Test]
    public async Task Only_what_is_submitted_is_reviewed()
    {
        var approved = await Desk.ApprovedAsync();
        (await Desk.Operator.Post($"/v1/achievements/{approved.Id}/review", new { decision = "approve" })).Refused(409, "achievement.phase_forbids");
        var draft = await Desk.DraftAsync();
        (await Desk.Operator.Post($"/v1/achievements/{draft.Id}/review", new { decision = "approve" })).Refused(404, "achievement.not_found");
    }

    [Test]
    public async Task The_owner_does_not_approve_its_own()
    {
        var submitted = await Desk.SubmittedAsync();
        (await Desk.University.Post($"/v1/achievements/{submitted.Id}/review", new { decision = "approve" })).Refused(403, "role.missing");
        (await Desk.Stranger.Post($"/v1/achievements/{submitted.Id}/review", new { decision = "approve" })).Refused(401, "token.missing");
    }
}
