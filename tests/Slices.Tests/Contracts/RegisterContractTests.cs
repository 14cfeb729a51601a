using Marketplace.Domain;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class RegisterContractTests : ContractFixture
{
    [Test]
    public async Task A_reviewed_contract_gets_year_place_point_and_serial()
    {
        var registered = await Desk.RegisteredAsync();
        Assert.That((registered.Text("state"), registered.Text("registeredOn")), Is.EqualTo(("registered", "2026-08-03")));
        Assert.That(registered.Text("number"), Does.Match("^20263301[0-9]{8}$"));
        (await Desk.Reviewer.Post($"/v1/contracts/{registered.Id}/registration")).Refused(409, "contract.phase_forbids");
    }

    [Test]
    public async Task Twenty_registered_at_once_get_twenty_numbers_without_a_gap()
    {
        var reviewed = new List<string>();
        for (var i = 0; i < 20; i++) reviewed.Add((await Desk.ReviewedAsync()).Id);
        var first = int.Parse((await Desk.RegisteredAsync()).Text("number")[10..]) + 1;
        var replies = await Task.WhenAll(reviewed.Select(id => Desk.Reviewer.Post($"/v1/contracts/{id}/registration")));
        Assert.That(replies.Select(reply => int.Parse(reply.Is(200).Text("number")[10..])).Order(), Is.EqualTo(Enumerable.Range(first, 20)));
    }

    [Test]
    public async Task A_repeated_key_takes_no_second_number()
    {
        var reviewed = await Desk.ReviewedAsync();
        var key = $"register-{reviewed.Id}";
        var first = (await Desk.Reviewer.Post($"/v1/contracts/{reviewed.Id}/registration", null, key)).Is(200);
        var second = (await Desk.Reviewer.Post($"/v1/contracts/{reviewed.Id}/registration", null, key)).Is(200);
        Assert.That((second.Body, second.Replayed), Is.EqualTo((first.Body, true)));
        var next = await Desk.RegisteredAsync();
        Assert.That(int.Parse(next.Text("number")[10..]), Is.EqualTo(int.Parse(first.Text("number")[10..]) + 1));
    }

    [Test]
    public async Task A_new_year_begins_a_new_series()
    {
        await using var desk = await ContractDesk.OpenAsync();
        Assert.That((await desk.RegisteredAsync()).Text("number")[^6..], Is.EqualTo("000001"));
        var reviewed = await desk.ReviewedAsync();
        await desk.Market.AdvanceToAsync(new DateTimeOffset(2026, 12, 31, 23, 59, 59, 999, Instant.ShanghaiOffset));
        Assert.That((await desk.Reviewer.Post($"/v1/contracts/{reviewed.Id}/registration")).Is(200).Text("number"), Does.StartWith("2026").And.EndWith("000002"));
        reviewed = await desk.ReviewedAsync();
        await desk.Market.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.That((await desk.Reviewer.Post($"/v1/contracts/{reviewed.Id}/registration")).Is(200).Text("number"), Does.StartWith("2027").And.EndWith("000001"));
    }

    [Test]
    public async Task It_is_reviewed_first_and_needs_a_key()
    {
        var accepted = await Desk.AcceptedAsync();
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/registration")).Refused(409, "contract.phase_forbids");
        (await Desk.Reviewer.Send(HttpMethod.Post, $"/v1/contracts/{accepted.Id}/registration", null, null)).Refused(400, "idempotency.key_required");
    }

    [Test]
    public async Task Only_the_office_may() => await OnlyTheOfficeMay((await Desk.ReviewedAsync()).Id, "registration");
}
