namespace Marketplace.Slices.Tests.Contracts;

public sealed class RefuseContractTests : ContractFixture
{
    private static readonly string[] Reasons = ["not_technology_contract", "terms_unclear"];

    [Test]
    public async Task The_office_refuses_with_a_reason_and_the_parties_read_it()
    {
        var accepted = await Desk.AcceptedAsync();
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/refusal", new { reasons = Reasons, explanation = "合同标的为成套设备采购。" })).Is(200);
        var read = (await Desk.Buyer.Get($"/v1/contracts/{accepted.Id}")).Is(200);
        Assert.That((read.Text("state"), read.Text("refusalExplanation")), Is.EqualTo(("refused", "合同标的为成套设备采购。")));
        Assert.That(read["refusalReasons"].EnumerateArray().Select(reason => reason.GetString()), Is.EqualTo(Reasons));
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/registration")).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task It_needs_a_reason_of_the_nine_and_a_key()
    {
        var accepted = await Desk.AcceptedAsync();
        var path = $"/v1/contracts/{accepted.Id}/refusal";
        Assert.That((await Desk.Reviewer.Post(path, new { })).Refused(422, "contract.reasons_missing").Pointers, Is.EqualTo(new[] { "/reasons" }));
        Assert.That((await Desk.Reviewer.Post(path, new { reasons = new[] { "dislike" } })).Refused(400, "request.unreadable").Pointers, Is.EqualTo(new[] { "/reasons/0" }));
        (await Desk.Reviewer.Send(HttpMethod.Post, path, new { reasons = Reasons }, null)).Refused(400, "idempotency.key_required");
    }

    [Test]
    public async Task What_is_not_accepted_is_not_refused()
    {
        var filed = await Desk.FiledAsync();
        (await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/refusal", new { reasons = Reasons })).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Only_the_office_may() => await OnlyTheOfficeMay((await Desk.AcceptedAsync()).Id, "refusal", new { reasons = Reasons });
}
