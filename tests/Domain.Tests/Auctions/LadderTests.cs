using System.Collections.Immutable;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions;

public class LadderTests
{
    // Below 100 万 steps of 1 万, from 100 万 of 5 万, from 500 万 of 10 万.
    private static readonly ImmutableArray<LadderBand> Zhejiang =
    [
        new(Money.Zero, Money.WanYuan(1)), new(Money.WanYuan(100), Money.WanYuan(5)), new(Money.WanYuan(500), Money.WanYuan(10)),
    ];

    [TestCase(0, 1)]
    [TestCase(99_999_999, 1)]
    [TestCase(100_000_000, 5)]
    [TestCase(499_999_999, 5)]
    [TestCase(500_000_000, 10)]
    [TestCase(1_000_000_000_000_000, 10)]
    public void A_band_includes_its_lower_bound_and_not_its_upper(long fen, long wan) =>
        Assert.That(Ladder.StepAt(Zhejiang, new Money(fen)), Is.EqualTo(Money.WanYuan(wan)));

    [Test]
    public void A_ladder_that_rises_from_zero_is_well_formed() => Assert.That(Ladder.IsWellFormed(Zhejiang), Is.True);

    private static IEnumerable<TestCaseData<ImmutableArray<LadderBand>>> Malformed()
    {
        TestCaseData<ImmutableArray<LadderBand>> Case(string name, params LadderBand[] bands) => new([.. bands]) { TestName = $"A_ladder_{name}_is_malformed" };
        yield return Case("without_bands");
        yield return Case("that_starts_at_one_fen", new LadderBand(new Money(1), Money.Yuan(1)));
        yield return Case("with_a_step_of_zero", new LadderBand(Money.Zero, Money.Zero));
        yield return Case("with_a_negative_step", new LadderBand(Money.Zero, new Money(-1)));
        yield return Case("with_a_step_beyond_all_money", new LadderBand(Money.Zero, Money.Largest + new Money(1)));
        yield return Case("with_two_bands_from_one_amount",
            new LadderBand(Money.Zero, Money.Yuan(1)), new LadderBand(Money.Yuan(50), Money.Yuan(2)), new LadderBand(Money.Yuan(50), Money.Yuan(5)));
        yield return Case("that_falls",
            new LadderBand(Money.Zero, Money.Yuan(1)), new LadderBand(Money.Yuan(100), Money.Yuan(2)), new LadderBand(Money.Yuan(50), Money.Yuan(5)));
        yield return Case("of_33_bands", [.. Enumerable.Range(0, 33).Select(i => new LadderBand(Money.Yuan(i), Money.Yuan(1)))]);
        yield return new(default(ImmutableArray<LadderBand>)) { TestName = "A_ladder_that_is_absent_is_malformed" };
    }

    [TestCaseSource(nameof(Malformed))]
    public void A_malformed_ladder_is_seen(ImmutableArray<LadderBand> bands) => Assert.That(Ladder.IsWellFormed(bands), Is.False);
}
