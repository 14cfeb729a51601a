namespace Marketplace.Slices.Tests.Contracts;

public sealed class ListDocumentsTests : ContractFixture
{
    [Test]
    public async Task They_come_in_the_order_in_which_they_were_attached()
    {
        var draft = await Desk.DraftAsync();
        foreach (var name in (string[])["合同.pdf", "授权书.pdf", "专利登记簿.pdf"]) (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(name), name: name)).Is(201);
        var list = (await Desk.Buyer.Get($"/v1/contracts/{draft.Id}/documents")).Is(200);
        Assert.That(list["items"].EnumerateArray().Select(document => document.GetProperty("name").GetString()), Is.EqualTo(new[] { "合同.pdf", "授权书.pdf", "专利登记簿.pdf" }));
        (await Desk.Buyer.Get($"/v1/contracts/{draft.Id}/documents", ("If-None-Match", list.ETag!))).Is(304);
    }

    [Test]
    public async Task Who_may_not_read_the_contract_may_not_read_them()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Other.Get($"/v1/contracts/{draft.Id}/documents")).Refused(404, "contract.not_found");
        (await Desk.Reviewer.Get($"/v1/contracts/{draft.Id}/documents")).Refused(404, "contract.not_found");
        (await Desk.Market.Stranger.Get($"/v1/contracts/{draft.Id}/documents")).Refused(401, "token.missing");
    }
}
