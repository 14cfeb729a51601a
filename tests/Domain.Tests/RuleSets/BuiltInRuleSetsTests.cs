using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Tests.RuleSets;

public class BuiltInRuleSetsTests
{
    [Test]
    public void Four_versions_are_built_in_and_the_first_applies_from_2010() => Assert.That(
        BuiltInRuleSets.All.Select(set => (set.Version, set.EffectiveFrom)),
        Is.EqualTo(new[]
        {
            ("cn-2010-01", new DateOnly(2010, 1, 1)),
            ("cn-2016-01", new DateOnly(2016, 2, 26)),
            ("cn-2017-01", new DateOnly(2017, 1, 1)),
            ("cn-2026-01", new DateOnly(2026, 1, 1)),
        }));

    [Test]
    public void The_rules_of_2026_have_the_numbers_of_the_law()
    {
        var rules = RuleBook.Initial.Find("cn-2026-01")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)rules.Auction.NoticeDays, Is.EqualTo(7));
            Assert.That((int)rules.Auction.ExhibitionDays, Is.EqualTo(2));
            Assert.That((int)rules.Auction.DepositMinPercent, Is.EqualTo(5));
            Assert.That((int)rules.Auction.DepositMaxPercent, Is.EqualTo(20));
            Assert.That((int)rules.Auction.ExtensionWindowSeconds, Is.EqualTo(300));
            Assert.That((int)rules.Auction.MinimumOpenHours, Is.EqualTo(24));
            Assert.That((int)rules.Auction.DepositReleaseHours, Is.EqualTo(24));
            Assert.That((bool)rules.Auction.SingleBidderSuffices, Is.True);
            Assert.That((int)rules.Publicity.Days, Is.EqualTo(15));
            Assert.That((int)rules.Registration.DecisionDays, Is.EqualTo(30));
            Assert.That((Money)rules.Registration.SecondReviewFrom, Is.EqualTo(Money.Yuan(5_000_000)));
        }
    }

    [Test]
    public void No_publicity_was_asked_before_2016() =>
        Assert.That((int)RuleBook.Initial.InForce(new DateOnly(2014, 6, 30)).Publicity.Days, Is.Zero);

    [Test]
    public void Every_built_in_version_but_the_first_could_be_published_today() => Assert.That(
        BuiltInRuleSets.All.Where(set => !RuleRanges.Faults(set).IsEmpty).Select(set => set.Version), Is.EqualTo(new[] { "cn-2010-01" }));

    [Test]
    public void A_number_carried_back_says_so() =>
        Assert.That(RuleBook.Initial.Find("cn-2010-01")!.Auction.DepositMinPercent.Source, Does.Contain("carried back"));
}
