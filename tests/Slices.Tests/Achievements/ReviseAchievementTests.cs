using System.Text.Json.Nodes;
using Marketplace.Api.Pipeline;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Achievements;

public sealed class ReviseAchievementTests : AchievementFixture
{
    private static JsonObject Read(Reply reply) => JsonNode.Parse(reply.Json.GetProperty("content").GetRawText())!.AsObject();

    private Task<Reply> Put(Reply seen, JsonObject content, string? ifMatch = null) =>
        Desk.University.Put($"/v1/achievements/{seen.Id}", content.ToJsonString(), ifMatch ?? seen.ETag);

    [Test]
    public async Task What_was_read_can_be_changed_and_sent_back()
    {
        var draft = await Desk.DraftAsync();
        var content = Read(draft);
        content["titleZh"] = "玻璃窑炉烟气多污染物协同治理技术";
        var revised = (await Put(draft, content)).Is(200);
        Assert.That((revised.Text("content.titleZh"), revised["version"].GetInt64()), Is.EqualTo(("玻璃窑炉烟气多污染物协同治理技术", 2L)));
        Assert.That(revised["content.completers"].GetRawText(), Is.EqualTo(draft["content.completers"].GetRawText()), "completers keep their ids and names");
    }

    [Test]
    public async Task The_version_that_was_seen_must_be_named_and_still_hold()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.University.Put($"/v1/achievements/{draft.Id}", Read(draft).ToJsonString(), null)).Refused(428, "version.required");
        (await Put(draft, Read(draft))).Is(200);
        (await Put(draft, Read(draft))).Refused(412, "version.gone");
        (await Put(draft, Read(draft), "\"seen\"")).Refused(412, "version.gone");
    }

    [Test]
    public async Task A_completer_is_renamed_under_the_same_id_and_another_one_joins()
    {
        var draft = await Desk.DraftAsync();
        var content = Read(draft);
        var completers = content["completers"]!.AsArray();
        completers[0]!["name"] = "沈文远";
        completers.RemoveAt(1);
        completers.Add(new JsonObject { ["name"] = "顾晓峰" });
        var revised = (await Put(draft, content)).Is(200);
        Assert.That(revised["content.completers"].EnumerateArray().Select(c => c.GetProperty("name").GetString()), Is.EqualTo(new[] { "沈文远", "顾晓峰" }));
        Assert.That(revised.Text("content.completers.0.id"), Is.EqualTo(draft.Text("content.completers.0.id")));
    }

    [Test]
    public async Task An_erased_completer_stays_without_a_name_and_never_gets_the_id_back()
    {
        var draft = await Desk.DraftAsync();
        var erased = draft.Text("content.completers.0.id");
        Desk.Market.Services.GetRequiredService<Seals>().Erase(erased);
        var read = (await Desk.University.Get($"/v1/achievements/{draft.Id}")).Is(200);
        Assert.That(read["content.completers.0"].TryGetProperty("name", out _), Is.False);
        Assert.That(read.ETag, Is.Not.EqualTo(draft.ETag), "what is read has changed, so the ETag has");

        var kept = (await Put(read, Read(read))).Is(200);
        Assert.That(kept.Text("content.completers.0.id"), Is.EqualTo(erased));

        var content = Read(kept);
        content["completers"]![0]!["name"] = "沈文渊";
        var named = (await Put(kept, content)).Is(200);
        Assert.That(named.Text("content.completers.0.id"), Is.Not.EqualTo(erased));
    }

    [Test]
    public async Task A_returned_achievement_is_a_draft_again()
    {
        var returned = await Desk.ReturnedAsync("请补充检测报告。");
        var revised = (await Put(returned, Read(returned))).Is(200);
        Assert.That(revised.Text("state"), Is.EqualTo("draft"));
        (await Desk.University.Post($"/v1/achievements/{returned.Id}/submission")).Is(200);
    }

    [Test]
    public async Task What_is_submitted_or_approved_is_not_changed()
    {
        var submitted = await Desk.SubmittedAsync();
        (await Put(submitted, Read(submitted))).Refused(409, "achievement.phase_forbids");
        var approved = await Desk.ApprovedAsync();
        (await Put(approved, Read(approved))).Refused(409, "achievement.phase_forbids");
    }

    [Test]
    public async Task Someone_else_s_draft_does_not_exist_and_what_is_public_is_still_its_owner_s()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Other.Put($"/v1/achievements/{draft.Id}", Read(draft).ToJsonString(), draft.ETag)).Refused(404, "achievement.not_found");
        (await Desk.Stranger.Put($"/v1/achievements/{draft.Id}", Read(draft).ToJsonString(), draft.ETag)).Refused(401, "token.missing");
        var approved = await Desk.ApprovedAsync();
        (await Desk.Other.Put($"/v1/achievements/{approved.Id}", """{"titleZh":"别人的成果"}""", approved.ETag)).Refused(403, "achievement.not_owner");
    }

    [Test]
    public async Task Faults_are_pointed_at()
    {
        var draft = await Desk.DraftAsync();
        var content = Read(draft);
        content["region"] = "339999";
        Assert.That((await Put(draft, content)).Refused(422, "achievement.content_invalid").Pointers, Is.EqualTo(new[] { "/region" }));
        content["region"] = "330106";
        content["completers"]!.AsArray().Add(new JsonObject { ["id"] = "cmp_0198d3a1b2c37000800000000000a001" });
        Assert.That((await Put(draft, content)).Refused(422, "achievement.completer_unknown").Pointers, Is.EqualTo(new[] { "/completers/2/id" }));
        content["completers"]!.AsArray().RemoveAt(2);
        content["completers"]!.AsArray().Add(content["completers"]![0]!.DeepClone());
        Assert.That((await Put(draft, content)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/completers" }));
    }
}
