namespace Marketplace.Slices.Tests.Contracts;

public sealed class AcceptFilingTests : ContractFixture
{
    [Test]
    public async Task The_office_has_thirty_days_from_the_day_after()
    {
        var filed = await Desk.FiledAsync();
        var accepted = (await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/acceptance")).Is(200);
        Assert.That((accepted.Text("state"), accepted.Text("acceptedAt"), accepted.Text("decideBy")),
            Is.EqualTo(("accepted", "2026-08-03T01:00:00.000Z", "2026-09-02T16:00:00.000Z")));
        (await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/acceptance")).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Only_the_office_may() => await OnlyTheOfficeMay((await Desk.FiledAsync()).Id, "acceptance");
}
