using Marketplace.Log.Sealing;
using Marketplace.Slices.Tests.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Documents;

public sealed class RemoveDocumentTests : ContractFixture
{
    [Test]
    public async Task What_is_removed_from_a_draft_is_gone_with_its_name_and_can_be_attached_again()
    {
        var draft = await Desk.DraftAsync();
        var wrong = (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("错版"), name: "沈嘉树签错的合同.pdf")).Is(201);
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("正版"))).Is(201);
        var list = (await Desk.Seller.Get($"/v1/documents/{draft.Id}")).Is(200);
        var path = wrong.Header("Location")!;
        (await Desk.Seller.Delete(path)).Refused(428, "version.required");
        (await Desk.Seller.Delete(path, draft.ETag)).Refused(412, "version.gone");
        var left = (await Desk.Seller.Delete(path, list.ETag)).Is(200);
        Assert.That(left["items"].EnumerateArray().Select(item => item.GetProperty("name").GetString()), Is.EqualTo(new[] { "技术转让合同.pdf" }));
        (await Desk.Seller.Get(path)).Refused(404, "document.not_found");

        await Desk.Market.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That(Desk.Market.Services.GetRequiredService<SubjectKeys>().Find(wrong.Id), Is.Null, "nobody reads the name in the log any more");
        (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf("错版"))).Is(201);
    }

    [Test]
    public async Task A_filed_contract_keeps_what_was_filed()
    {
        var filed = await Desk.FiledAsync();
        var list = (await Desk.Seller.Get($"/v1/documents/{filed.Id}")).Is(200);
        (await Desk.Seller.Delete($"/v1/documents/{filed.Id}/{list.Text("items.0.id")}", list.ETag)).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Without_its_text_a_contract_is_not_filed()
    {
        var complete = await Desk.CompleteAsync();
        var list = (await Desk.Seller.Get($"/v1/documents/{complete.Id}")).Is(200);
        (await Desk.Seller.Delete($"/v1/documents/{complete.Id}/{list.Text("items.0.id")}", list.ETag)).Is(200);
        (await Desk.FileAsync(complete.Id)).Refused(422, "contract.document_missing");
    }

    [Test]
    public async Task Only_the_seller_may_and_only_what_is_there()
    {
        var draft = await Desk.DraftAsync();
        var path = (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf())).Is(201).Header("Location")!;
        (await Desk.Market.Stranger.Delete(path, "\"2\"")).Refused(401, "token.missing");
        (await Desk.Reviewer.Delete(path, "\"2\"")).Refused(403, "role.missing");
        (await Desk.Other.Delete(path, "\"2\"")).Refused(404, "contract.not_found");
        (await Desk.Buyer.Delete(path, "\"2\"")).Refused(403, "contract.not_seller");
        (await Desk.Seller.Delete($"/v1/documents/{draft.Id}/doc_0198d3a1b2c37000800000000000a001", "\"2\"")).Refused(404, "document.not_found");
    }
}
