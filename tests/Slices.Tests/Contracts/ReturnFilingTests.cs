namespace Marketplace.Slices.Tests.Contracts;

public sealed class ReturnFilingTests : ContractFixture
{
    private static readonly string[] Reasons = ["印章与名称不符。"];

    [Test]
    public async Task A_returned_filing_is_revised_and_filed_again_and_its_time_begins_anew()
    {
        var accepted = await Desk.AcceptedAsync();
        var returned = (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/return", new { reasons = Reasons })).Is(200);
        Assert.That(returned.Json.TryGetProperty("decideBy", out _), Is.False);

        var read = await Desk.ReadAsync(accepted.Id);
        Assert.That((read.Text("state"), read.Text("returnReasons.0")), Is.EqualTo(("returned", Reasons[0])));
        (await Desk.ReviseAsync(read, ContractDesk.Form(480, ("title", "玻璃窑炉环保治理专利权转让合同")))).Is(200);
        (await Desk.AttachAsync(accepted.Id, ContractDesk.Pdf("重新盖章的合同"))).Is(201);
        (await Desk.FileAsync(accepted.Id)).Is(200);
        var again = (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/acceptance")).Is(200);
        Assert.That((again.Text("state"), again["returnReasons"].GetArrayLength()), Is.EqualTo(("accepted", 0)));
    }

    [Test]
    public async Task It_can_come_back_to_another_office_and_the_first_one_sees_it_no_more()
    {
        var filed = await Desk.FiledAsync();
        (await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/return", new { reasons = Reasons })).Is(200);
        (await Desk.FileAsync(filed.Id, Desk.OtherOffice.Organization)).Is(200);
        (await Desk.Reviewer.Get($"/v1/contracts/{filed.Id}")).Refused(404, "contract.not_found");
        (await Desk.OtherOffice.Post($"/v1/contracts/{filed.Id}/acceptance")).Is(200);
    }

    [Test]
    public async Task It_needs_a_reason()
    {
        var filed = await Desk.FiledAsync();
        Assert.That((await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/return", new { })).Refused(422, "contract.reasons_missing").Pointers, Is.EqualTo(new[] { "/reasons" }));
        Assert.That((await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/return", new { reasons = new[] { " " } })).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reasons" }));
    }

    [Test]
    public async Task Once_an_opinion_is_given_it_is_too_late()
    {
        var reviewed = await Desk.ReviewedAsync();
        (await Desk.Reviewer.Post($"/v1/contracts/{reviewed.Id}/return", new { reasons = Reasons })).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Only_the_office_may() => await OnlyTheOfficeMay((await Desk.FiledAsync()).Id, "return", new { reasons = Reasons });
}
