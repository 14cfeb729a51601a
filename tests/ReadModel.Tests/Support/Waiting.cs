namespace Marketplace.ReadModel.Tests;

static class Waiting
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>Returns when the views hold everything up to the position; the test fails when they never do.</summary>
    public static async Task ReachAsync(this MarketViews views, long position) =>
        Assert.That(await views.WaitForAsync(position, Long, CancellationToken.None), Is.True, $"Position {position} is never reached: {views.Status}");

    /// <summary>For what has no event of its own, such as a rebuild taking over.</summary>
    public static void Until(Func<bool> condition) => Assert.That(SpinWait.SpinUntil(condition, Long), Is.True, "It never happens.");

    public static async Task<string> DumpAsync(this MarketViews views)
    {
        using var text = new StringWriter();
        await views.DumpAsync(text, CancellationToken.None);
        return text.ToString();
    }
}
