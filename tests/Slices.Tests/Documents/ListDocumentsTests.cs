using Marketplace.Slices.Tests.Contracts;

namespace Marketplace.Slices.Tests.Documents;

public sealed class ListDocumentsTests : ContractFixture
{
    [Test]
    public async Task They_come_in_the_order_in_which_they_were_attached()
    {
        var draft = await Desk.DraftAsync();
        foreach (var name in (string[])["合同.pdf", "授权书.pdf", "专利登记簿.pdf"]) (await Desk.AttachAsync(draft.Id, ContractDesk.Pdf(name), name: name)).Is(201);
        var list = (await Desk.Buyer.Get($"/v1/documents/{draft.Id}")).Is(200);
        Assert.That(list["items"].EnumerateArray().Select(document => document.GetProperty("name").GetString()), Is.EqualTo(new[] { "合同.pdf", "授权书.pdf", "专利登记簿.pdf" }));
        (await Desk.Buyer.Get($"/v1/documents/{draft.Id}", ("If-None-Match", list.ETag!))).Is(304);
    }

    [Test]
    public async Task Who_may_not_read_the_contract_may_not_read_them()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Other.Get($"/v1/documents/{draft.Id}")).Refused(404, "contract.not_found");
        (await Desk.Reviewer.Get($"/v1/documents/{draft.Id}")).Refused(404, "contract.not_found");
        (await Desk.Market.Stranger.Get($"/v1/documents/{draft.Id}")).Refused(401, "token.missing");
    }
}
