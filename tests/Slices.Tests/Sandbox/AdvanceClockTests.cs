using Marketplace.Domain;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Slices.Tests.Sandbox;

public sealed class AdvanceClockTests
{
    private TestMarket market = null!;
    private Client operators = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private async Task<DateTimeOffset> Now() => (await operators.Get("/v1/clock")).Is(200)["now"].GetDateTimeOffset();

    [Test]
    public async Task By_a_duration_it_arrives_to_the_millisecond()
    {
        var before = await Now();
        var moved = (await operators.Post("/sandbox/clock", new { by = "P15DT6H0.25S" })).Is(200);
        Assert.That(moved["now"].GetDateTimeOffset(), Is.EqualTo(before + new TimeSpan(15, 6, 0, 0, 250)));
        Assert.That(await Now(), Is.EqualTo(before + new TimeSpan(15, 6, 0, 0, 250)));
    }

    [Test]
    public async Task Until_a_moment_it_arrives_there()
    {
        var until = (await Now()).AddDays(3);
        var moved = (await operators.Post("/sandbox/clock", new { until = until.ToString("O") })).Is(200);
        Assert.That(moved["now"].GetDateTimeOffset(), Is.EqualTo(until));
    }

    [Test]
    public async Task It_goes_on_from_there_as_system_time_passes()
    {
        (await operators.Post("/sandbox/clock", new { by = "PT1H" })).Is(200);
        var before = await Now();
        market.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await Now(), Is.EqualTo(before.AddSeconds(30)));
    }

    [Test]
    public async Task It_never_goes_back_and_never_stays()
    {
        var now = await Now();
        Assert.That((await operators.Post("/sandbox/clock", new { until = now.AddMinutes(-1).ToString("O") })).Refused(422, "clock.backwards").Pointers, Is.EqualTo(new[] { "/until" }));
        (await operators.Post("/sandbox/clock", new { until = now.ToString("O") })).Refused(422, "clock.backwards");
        Assert.That((await operators.Post("/sandbox/clock", new { by = "PT0.0001S" })).Refused(422, "clock.backwards").Pointers, Is.EqualTo(new[] { "/by" }));
        Assert.That(await Now(), Is.EqualTo(now));
    }

    [Test]
    public async Task It_goes_ten_years_in_one_step_and_no_day_more()
    {
        var now = await Now();
        Assert.That((await operators.Post("/sandbox/clock", new { by = "P3654D" })).Refused(422, "clock.too_far").Pointers, Is.EqualTo(new[] { "/by" }));
        Assert.That((await operators.Post("/sandbox/clock", new { until = now.AddDays(3654).ToString("O") })).Refused(422, "clock.too_far").Pointers, Is.EqualTo(new[] { "/until" }));
        Assert.That(await Now(), Is.EqualTo(now));
    }

    [Test]
    public async Task The_same_key_moves_it_once()
    {
        var first = (await operators.Post("/sandbox/clock", new { by = "PT1H" }, "advance-1")).Is(200);
        (await operators.Post("/sandbox/clock", new { by = "PT1H" }, "advance-1")).Is(200);
        Assert.That(await Now(), Is.EqualTo(first["now"].GetDateTimeOffset()));
    }

    [TestCase("{}", 422, "request.invalid", "")]
    [TestCase("{\"by\":\"P1D\",\"until\":\"2030-01-01T00:00:00Z\"}", 422, "request.invalid", "")]
    [TestCase("{\"by\":\"a day\"}", 422, "request.invalid", "/by")]
    [TestCase("{\"by\":\"-P1D\"}", 422, "request.invalid", "/by")]
    [TestCase("{\"by\":\"P99999999999Y\"}", 422, "request.invalid", "/by")]
    [TestCase("{\"by\":15}", 400, "request.unreadable", "/by")]
    [TestCase("{\"until\":\"2030-01-01\"}", 400, "request.unreadable", "/until")]
    [TestCase("{\"until\":\"2030-01-01T00:00:00\"}", 400, "request.unreadable", "/until")]
    public async Task What_is_wrong_is_pointed_at(string body, int status, string code, string pointer)
    {
        var reply = (await operators.Post("/sandbox/clock", body)).Refused(status, code);
        Assert.That(reply.Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task It_takes_an_operator()
    {
        var university = await market.JoinAsync(OrganizationKind.University, "衢州学院", Role.OrgAdmin);
        (await market.Stranger.Post("/sandbox/clock", new { by = "P1D" })).Refused(401, "token.missing");
        (await university.Post("/sandbox/clock", new { by = "P1D" })).Refused(403, "role.missing");
    }

    [Test]
    public async Task Outside_the_sandbox_there_is_no_such_clock()
    {
        await using var staging = TestMarket.Open(configure: host => host.UseEnvironment("Staging"));
        var keeper = await staging.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator, Role.PlatformAdmin);
        Assert.That((await keeper.Get("/sandbox/clock")).Status, Is.EqualTo(404));
        Assert.That((await keeper.Post("/sandbox/clock", new { by = "P1D" })).Status, Is.EqualTo(404));
    }
}
