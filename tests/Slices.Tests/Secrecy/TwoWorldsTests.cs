namespace Marketplace.Slices.Tests.Secrecy;

/// <summary>
/// Two worlds that differ in secrets alone are the same to everybody whom the secrets do not concern, to the byte: pages, errors,
/// receipts, the change feed, what is watched. So nothing of a secret is in them, not even its length.
/// </summary>
public sealed class TwoWorldsTests
{
    private static readonly Secrets One = new(330, "采用锰铈复合氧化物低温催化剂，二百摄氏度脱硝效率九成五。", 1_230_000, 480, "周敏", "13800000001", "陈岚", 333.33m, 455.55m, 391.11m, 120);
    private static readonly Secrets Other = new(12_880, "膜法。", 98.5m, 7_351.25m, "欧阳文远", "0574-87654321", "诸葛明月", 5_678.9m, 9_999, 399.99m, 98_765);

    [Test]
    public async Task Who_may_not_know_a_secret_cannot_tell_one_world_from_the_other()
    {
        await using var one = await World.LiveAsync(One);
        await using var other = await World.LiveAsync(Other);
        Assert.That(one.Transcript.Select(said => said.What), Is.EqualTo(other.Transcript.Select(said => said.What)));
        Assert.That(one.Transcript, Has.Count.GreaterThan(500));
        var told = one.Transcript.Zip(other.Transcript).Where(pair => pair.First.Answer != pair.Second.Answer).Select(pair => $"{pair.First.What}\n{Apart(pair.First.Answer, pair.Second.Answer)}\n{Apart(pair.Second.Answer, pair.First.Answer)}").ToList();
        Assert.That(told, Is.Empty);
    }

    /// <summary>Where one text begins to differ from the other.</summary>
    private static string Apart(string text, string other)
    {
        var at = text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
    }

    [Test]
    public async Task What_concerns_everybody_shows_in_it_and_no_secret_does()
    {
        await using var one = await World.LiveAsync(One);
        Assert.That(one.Transcript.Count(said => said.Answer.StartsWith("200 ", StringComparison.Ordinal)), Is.GreaterThan(200), "there is something to read");
        Assert.That(one.Transcript.Select(said => said.Answer), Has.Some.Contains("bid.too_low").And.Some.Contains("\"leadingAmount\"").And.Some.Contains("\"adjustments\""));
        Assert.That(one.Transcript.Select(said => said.Answer), Has.None.Contains("锰铈").And.None.Contains("周敏"));
    }
}
