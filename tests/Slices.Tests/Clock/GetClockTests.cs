using System.Buffers.Binary;
using Marketplace.Api.Clock;
using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Clock;

public sealed class GetClockTests
{
    [Test]
    public async Task Everybody_reads_the_market_clock_and_beside_it_the_host_s()
    {
        await using var market = TestMarket.Open();
        var operators = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator);
        Assert.That((await market.Stranger.Get("/v1/clock")).Is(200)["now"].GetDateTimeOffset(), Is.EqualTo(TestMarket.Start));
        (await operators.Post("/sandbox/clock", new { by = "P1D" })).Is(200);
        var moved = (await market.Stranger.Get("/v1/clock")).Is(200);
        Assert.That((moved["now"].GetDateTimeOffset(), moved["systemNow"].GetDateTimeOffset()), Is.EqualTo((TestMarket.Start.AddDays(1), TestMarket.Start)));
        Assert.That(moved.Text("synchronization"), Is.AnyOf("synchronized", "unsynchronized", "unknown"), "it is this machine's own");
    }

    [TestCase(-1, 0, ExpectedResult = "Unknown ", TestName = "A kernel that refuses to say leaves it unknown")]
    [TestCase(0, 0x2001, ExpectedResult = "Synchronized 12.5", TestName = "A clock that a time service keeps is synchronized, off by 12.5 ms at most")]
    [TestCase(0, 0x0040, ExpectedResult = "Unsynchronized ", TestName = "A clock that no time service keeps is not")]
    [TestCase(5, 0, ExpectedResult = "Unsynchronized ", TestName = "A clock in error is not")]
    public string The_kernel_s_word_is_taken(int answer, int status)
    {
        var timex = new byte[208];
        BinaryPrimitives.WriteInt64LittleEndian(timex.AsSpan(24), 12_500);
        BinaryPrimitives.WriteInt32LittleEndian(timex.AsSpan(40), status);
        var reading = HostClock.Judge(answer, timex);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reading.Synchronization} {reading.MaximumError?.TotalMilliseconds}");
    }
}
