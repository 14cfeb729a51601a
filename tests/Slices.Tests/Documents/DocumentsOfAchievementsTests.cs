using System.Net.Http.Headers;
using Marketplace.Domain;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Slices.Tests.Contracts;
using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Documents;

/// <summary>Documents of what becomes public: achievements and demands.</summary>
public sealed class DocumentsOfAchievementsTests : AchievementFixture
{
    internal static Task<Reply> AttachAsync(Client by, string owner, string text, bool open, string kind = "introduction")
    {
        var body = new ByteArrayContent(ContractDesk.Pdf(text));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return by.Post($"/v1/documents/{owner}?kind={kind}&secrecy=not_secret&name={Uri.EscapeDataString(text)}.pdf{(open ? "&public=true" : "")}", body);
    }

    private static async Task<string[]> NamesAsync(Client reader, string owner) =>
        [.. (await reader.Get($"/v1/documents/{owner}")).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    [Test]
    public async Task Of_an_approved_achievement_everybody_reads_the_public_ones_and_its_owner_and_the_operators_all()
    {
        var draft = await Desk.DraftAsync();
        var open = (await AttachAsync(Desk.University, draft.Id, "成果介绍", open: true)).Is(201);
        var closed = (await AttachAsync(Desk.University, draft.Id, "检测原始记录", open: false, kind: "evaluation")).Is(201);
        foreach (var path in (string[])[$"/v1/documents/{draft.Id}", open.Header("Location")!])
        {
            (await Desk.Stranger.Get(path)).Refused(404, "achievement.not_found");
            (await Desk.Operator.Get(path)).Refused(404, "achievement.not_found");
            (await Desk.Other.Get(path)).Refused(404, "achievement.not_found");
        }
        (await Desk.University.Post($"/v1/achievements/{draft.Id}/submission")).Is(200);
        (await Desk.Operator.Get(closed.Header("Location")!)).Is(200);
        (await Desk.Operator.Post($"/v1/achievements/{draft.Id}/review", new { decision = "approve" })).Is(200);

        Assert.That(await NamesAsync(Desk.Stranger, draft.Id), Is.EqualTo(new[] { "成果介绍.pdf" }));
        Assert.That(await NamesAsync(Desk.Other, draft.Id), Is.EqualTo(new[] { "成果介绍.pdf" }));
        foreach (var reader in (Client[])[Desk.University, Desk.Operator]) Assert.That(await NamesAsync(reader, draft.Id), Is.EqualTo(new[] { "成果介绍.pdf", "检测原始记录.pdf" }));
        (await Desk.Stranger.Get(open.Header("Location")!)).Is(200);
        (await Desk.Stranger.Get(closed.Header("Location")!)).Refused(404, "document.not_found");
        Assert.That((await Desk.Stranger.Get($"/v1/documents/{draft.Id}")).ETag, Is.Not.EqualTo((await Desk.University.Get($"/v1/documents/{draft.Id}")).ETag));
    }

    [Test]
    public async Task What_was_submitted_takes_no_more_documents_and_what_was_returned_does()
    {
        var submitted = await Desk.SubmittedAsync();
        (await AttachAsync(Desk.University, submitted.Id, "补充材料", open: false)).Refused(409, "achievement.phase_forbids");
        (await AttachAsync(Desk.Other, (await Desk.ApprovedAsync()).Id, "他人材料", open: false)).Refused(403, "achievement.not_owner");
        (await AttachAsync(Desk.University, (await Desk.ReturnedAsync()).Id, "检测报告", open: true)).Is(201);
        var filer = await Desk.Market.JoinAsync(Desk.University.Organization, Role.Filer);
        (await AttachAsync(filer, (await Desk.DraftAsync()).Id, "合同", open: false)).Refused(403, "role.missing");
    }

    [Test]
    public async Task A_demand_has_documents_while_it_is_open_and_hides_them_with_its_content()
    {
        await using var desk = await DemandDesk.OpenAsync();
        var demand = (await desk.PostedAsync()).Id;
        var open = (await AttachAsync(desk.Enterprise, demand, "技术要求", open: true, kind: "specification")).Is(201);
        (await AttachAsync(desk.Enterprise, demand, "现场照片", open: false)).Is(201);
        (await AttachAsync(desk.Other, demand, "他人材料", open: true)).Refused(403, "demand.not_owner");
        Assert.That(await NamesAsync(desk.Stranger, demand), Is.EqualTo(new[] { "技术要求.pdf" }));
        Assert.That(await NamesAsync(desk.Solver, demand), Is.EqualTo(new[] { "技术要求.pdf" }));
        Assert.That(await NamesAsync(desk.Operator, demand), Is.EqualTo(new[] { "技术要求.pdf", "现场照片.pdf" }));
        (await desk.Operator.Post($"/v1/demands/{demand}/takedown", new { reason = "false_information", statement = "经核实需求不存在。" })).Is(200);
        (await desk.Stranger.Get(open.Header("Location")!)).Refused(404, "demand.not_found");
        (await desk.Enterprise.Get(open.Header("Location")!)).Is(200);
        (await AttachAsync(desk.Enterprise, demand, "申诉", open: false)).Refused(409, "demand.not_open");
    }
}
