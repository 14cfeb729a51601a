using System.Text.Json.Nodes;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class ReviseContractTests : ContractFixture
{
    [Test]
    public async Task The_seller_fills_in_what_the_deal_does_not_say()
    {
        var draft = await Desk.DraftAsync();
        Assert.That(draft.Text("form.title"), Is.EqualTo("玻璃窑炉环保治理技术"));
        Assert.That(draft["form.turnover.amount"].GetInt64(), Is.EqualTo(480_000_000));
        var revised = (await Desk.ReviseAsync(draft, ContractDesk.Form())).Is(200);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(revised["form"].GetRawText()), ContractDesk.Form()), "what was sent is what is read");
        Assert.That((revised["version"].GetInt64(), revised.Text("state")), Is.EqualTo((2L, "draft")));
    }

    [Test]
    public async Task What_was_read_can_be_sent_back()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Seller.Put($"/v1/contracts/{draft.Id}", draft["form"].GetRawText(), draft.ETag)).Is(200);
    }

    [Test]
    public async Task The_version_that_was_seen_must_be_named_and_still_hold()
    {
        var draft = await Desk.DraftAsync();
        (await Desk.Seller.Put($"/v1/contracts/{draft.Id}", ContractDesk.Form().ToJsonString(), null)).Refused(428, "version.required");
        (await Desk.ReviseAsync(draft, ContractDesk.Form())).Is(200);
        (await Desk.ReviseAsync(draft, ContractDesk.Form())).Refused(412, "version.gone");
    }

    [Test]
    public async Task All_faults_are_named_at_once()
    {
        var draft = await Desk.DraftAsync();
        var form = ContractDesk.Form(480, ("subtype", "training"), ("ipTypes", new JsonArray("none", "invention_patent")), ("turnover", ContractDesk.Wan(481)), ("endsOn", "2026-08-02"));
        form["deductions"]![0]!["amount"] = ContractDesk.Wan(-1);
        var refused = (await Desk.ReviseAsync(draft, form)).Refused(422, "contract.form_invalid");
        Assert.That(refused.Pointers, Is.EqualTo(new[] { "/subtype", "/ipTypes", "/deductions/0/amount", "/endsOn", "/turnover" }));
    }

    [TestCase("""{"title":""}""", 422, "request.invalid", "/title")]
    [TestCase("""{"ipTypes":["none","none"]}""", 422, "request.invalid", "/ipTypes")]
    [TestCase("""{"deductions":[null]}""", 422, "request.invalid", "/deductions/0")]
    [TestCase("""{"deductions":[{"kind":"parts","amount":{"amount":1,"currency":"CNY"},"reason":" "}]}""", 422, "request.invalid", "/deductions/0/reason")]
    [TestCase("""{"deductions":[{"kind":"parts","amount":{"amount":1,"currency":"CNY"}}]}""", 400, "request.unreadable", "/deductions/0")]
    [TestCase("""{"turnover":{"amount":480,"currency":"USD"}}""", 400, "request.unreadable", "/turnover")]
    [TestCase("""{"turnover":4800000}""", 400, "request.unreadable", "/turnover")]
    [TestCase("""{"signedOn":"3.8.2026"}""", 400, "request.unreadable", "/signedOn")]
    [TestCase("""{"relatedParties":"no"}""", 400, "request.unreadable", "/relatedParties")]
    [TestCase("""{"type":"sale"}""", 400, "request.unreadable", "/type")]
    [TestCase("""{"price":1}""", 400, "request.unreadable", "/price")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var draft = await Desk.DraftAsync();
        var reply = (await Desk.Seller.Put($"/v1/contracts/{draft.Id}", body, draft.ETag)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task What_is_filed_is_not_changed()
    {
        var filed = await Desk.FiledAsync();
        (await Desk.ReviseAsync(filed, ContractDesk.Form())).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Only_the_seller_may()
    {
        var draft = await Desk.DraftAsync();
        await OnlyTheSellerMay(draft.Id, (client, path) => client.Put(path, ContractDesk.Form().ToJsonString(), draft.ETag));
    }
}
