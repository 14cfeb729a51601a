using Marketplace.Slices.Tests.Contracts;

namespace Marketplace.Slices.Tests.Reactions;

/// <summary>An office that does not decide in its thirty days.</summary>
public sealed class MissDeadlineTests
{
    private ContractDesk desk = null!;

    [SetUp]
    public async Task Open() => desk = await ContractDesk.OpenAsync();

    [TearDown]
    public async Task Close() => await desk.DisposeAsync();

    private async Task<string[]> ListAsync(string filter) =>
        [.. (await desk.Supervisor.Get($"/v1/contracts?{filter}", ("Marketplace-Position", $"{desk.Market.Position}"))).Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    [Test]
    public async Task A_contract_not_decided_by_the_end_of_the_thirtieth_day_is_overdue_from_then_on()
    {
        var (late, decided) = (await desk.AcceptedAsync(), await desk.ReviewedAsync());
        (await desk.Reviewer.Post($"/v1/contracts/{decided.Id}/registration")).Is(200);
        var end = late.Time("decideBy");
        await desk.Market.AdvanceToAsync(end.AddMilliseconds(-1));
        Assert.That((await desk.ReadAsync(late.Id)).Json.TryGetProperty("overdueSince", out _), Is.False);
        Assert.That(await ListAsync("overdue=true"), Is.Empty);

        await desk.Market.AdvanceToAsync(end);
        var overdue = await desk.ReadAsync(late.Id);
        Assert.That((overdue.Time("overdueSince"), overdue.Text("state"), overdue["version"].GetInt64()), Is.EqualTo((end, "accepted", late["version"].GetInt64() + 1)));
        Assert.That(await ListAsync("overdue=true"), Is.EqualTo(new[] { late.Id }));
        Assert.That(await ListAsync("overdue=false"), Is.EqualTo(new[] { decided.Id }));

        await desk.Market.AdvanceAsync(TimeSpan.FromDays(40));
        Assert.That((await desk.ReadAsync(late.Id))["version"].GetInt64(), Is.EqualTo(overdue["version"].GetInt64()), "it is recorded once");
        (await desk.ReviewAsync(late.Id, 450, 400)).Is(200);
        var registered = (await desk.Reviewer.Post($"/v1/contracts/{late.Id}/registration")).Is(200);
        Assert.That(registered.Time("overdueSince"), Is.EqualTo(end), "the office may still decide, and that it was late stays on record");
    }
}
