using System.Globalization;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Tests.RuleSets;

public class RuleBookTests
{
    // 2026-09-01 10:00 in Shanghai.
    private static readonly Instant Now = Instant.StartOf(new DateOnly(2026, 9, 1)) + TimeSpan.FromHours(10);

    private static RuleSet Draft(string version = "cn-2026-02", string effectiveFrom = "2026-10-01", string? region = null) =>
        RuleBook.Initial.Find("cn-2026-01")! with
        {
            Version = version, Region = region, EffectiveFrom = DateOnly.ParseExact(effectiveFrom, "O", CultureInfo.InvariantCulture),
        };

    private static RuleBook Book(params RuleSet[] published) =>
        published.Aggregate(RuleBook.Initial, (book, set) => book.Apply(new RuleSetPublished(set, Now)));

    [TestCase("2010-01-01", "cn-2010-01")]
    [TestCase("2014-06-30", "cn-2010-01")]
    [TestCase("2016-02-25", "cn-2010-01")]
    [TestCase("2016-02-26", "cn-2016-01")]
    [TestCase("2017-10-28", "cn-2017-01")]
    [TestCase("2025-12-31", "cn-2017-01")]
    [TestCase("2026-01-01", "cn-2026-01")]
    public void The_latest_version_that_has_started_is_in_force(string day, string version) =>
        Assert.That(RuleBook.Initial.InForce(DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture)).Version, Is.EqualTo(version));

    [Test]
    public void A_version_starts_at_midnight_in_Shanghai_not_in_Greenwich()
    {
        var midnight = Instant.StartOf(new DateOnly(2026, 1, 1));
        Assert.That(midnight.ToString(), Is.EqualTo("2025-12-31T16:00:00.000Z"));
        Assert.That(RuleBook.Initial.InForce(midnight - TimeSpan.FromMilliseconds(1)).Version, Is.EqualTo("cn-2017-01"));
        Assert.That(RuleBook.Initial.InForce(midnight).Version, Is.EqualTo("cn-2026-01"));
    }

    [Test]
    public void No_rules_are_kept_for_2009()
    {
        Assert.That(RuleBook.Initial.Find(new DateOnly(2009, 12, 31)), Is.Null);
        Assert.That(() => RuleBook.Initial.InForce(new DateOnly(2009, 12, 31)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_version_published_today_changes_nothing_until_its_day()
    {
        var book = Book(Draft(effectiveFrom: "2026-10-01"));
        Assert.That(book.InForce(new DateOnly(2026, 9, 30)).Version, Is.EqualTo("cn-2026-01"));
        Assert.That(book.InForce(new DateOnly(2026, 10, 1)).Version, Is.EqualTo("cn-2026-02"));
    }

    [Test]
    public void Ningbo_takes_its_own_rules_then_its_provinces_then_the_countrys()
    {
        var book = Book(Draft("zj-2026-01", "2026-10-01", "330000"), Draft("nb-2026-01", "2026-11-01", "330200"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(book.InForce(new DateOnly(2026, 9, 30), "330203").Version, Is.EqualTo("cn-2026-01"));
            Assert.That(book.InForce(new DateOnly(2026, 10, 31), "330203").Version, Is.EqualTo("zj-2026-01"));
            Assert.That(book.InForce(new DateOnly(2026, 11, 1), "330203").Version, Is.EqualTo("nb-2026-01"));
            Assert.That(book.InForce(new DateOnly(2026, 11, 1), "330100").Version, Is.EqualTo("zj-2026-01"));
            Assert.That(book.InForce(new DateOnly(2026, 11, 1), "210000").Version, Is.EqualTo("cn-2026-01"));
            Assert.That(book.InForce(new DateOnly(2026, 11, 1)).Version, Is.EqualTo("cn-2026-01"));
        }
    }

    [Test]
    public void Publishing_names_the_version_and_the_moment()
    {
        var decision = RuleBook.Initial.Publish(Draft(), Now);
        Assert.That(decision.Events, Is.EqualTo(new Event[] { new RuleSetPublished(Draft(), Now) }));
    }

    [Test]
    public void Rules_published_at_ten_on_1_September_apply_from_9_September_at_the_earliest()
    {
        var tooSoon = RuleBook.Initial.Publish(Draft(effectiveFrom: "2026-09-08"), Now).Refusal;
        Assert.That(tooSoon?.Code, Is.EqualTo("rule_set.notice_too_short"));
        Assert.That(tooSoon?.Arguments, Is.EqualTo(new[] { new RefusalArgument("earliest", "2026-09-09") }));
        Assert.That(tooSoon?.Pointer, Is.EqualTo("/effectiveFrom"));
        Assert.That(RuleBook.Initial.Publish(Draft(effectiveFrom: "2026-09-09"), Now).Refused, Is.False);
    }

    [Test]
    public void Rules_published_on_the_stroke_of_midnight_have_seven_whole_days_on_the_eighth()
    {
        var midnight = Instant.StartOf(new DateOnly(2026, 9, 1));
        Assert.That(RuleBook.Initial.Publish(Draft(effectiveFrom: "2026-09-08"), midnight).Refused, Is.False);
        Assert.That(RuleBook.Initial.Publish(Draft(effectiveFrom: "2026-09-07"), midnight).Refusal?.Code, Is.EqualTo("rule_set.notice_too_short"));
    }

    [TestCase("cn-2026-01")]
    [TestCase("cn-2010-01")]
    public void A_version_is_never_used_twice(string version) =>
        Assert.That(RuleBook.Initial.Publish(Draft(version), Now).Refusal?.Code, Is.EqualTo("rule_set.version_taken"));

    [TestCase("")]
    [TestCase("cn")]
    [TestCase("CN-2026-02")]
    [TestCase("cn--2026")]
    [TestCase("-cn-2026")]
    [TestCase("cn 2026")]
    [TestCase("二〇二六")]
    [TestCase("cn-2026-02-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_version_is_a_plain_name(string version) =>
        Assert.That(RuleBook.Initial.Publish(Draft(version), Now).Refusal?.Code, Is.EqualTo("rule_set.version_malformed"));

    [Test]
    public void Two_versions_of_one_region_do_not_start_on_one_day()
    {
        var book = Book(Draft());
        Assert.That(book.Publish(Draft("cn-2026-03"), Now).Refusal?.Code, Is.EqualTo("rule_set.day_taken"));
        Assert.That(book.Publish(Draft("zj-2026-01", region: "330000"), Now).Refused, Is.False);
    }

    [TestCase("33")]
    [TestCase("zhejiang")]
    [TestCase("33000０")]
    public void A_region_is_six_digits(string region) =>
        Assert.That(RuleBook.Initial.Publish(Draft(region: region), Now).Refusal?.Code, Is.EqualTo("rule_set.region_malformed"));

    [Test]
    public void A_rule_without_a_source_is_refused()
    {
        var draft = Draft() with { Publicity = new PublicityRules(new Rule<int>(20, " ")) };
        var refusal = RuleBook.Initial.Publish(draft, Now).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("rule_set.source_missing"));
        Assert.That(refusal?.Pointer, Is.EqualTo("/publicity/days/source"));
    }

    [Test]
    public void A_notice_below_the_seven_days_of_the_auction_law_is_refused()
    {
        var draft = Draft();
        draft = draft with { Auction = draft.Auction with { NoticeDays = new Rule<int>(6, "试行") } };
        var refusal = RuleBook.Initial.Publish(draft, Now).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("rule_set.value_out_of_range"));
        Assert.That(refusal?.Pointer, Is.EqualTo("/auction/noticeDays/value"));
        Assert.That(refusal?.Arguments, Is.EqualTo(new[] { new RefusalArgument("min", "7"), new RefusalArgument("max", "365") }));
    }

    [Test]
    public void Two_faults_are_named_both_at_once()
    {
        var draft = Draft();
        draft = draft with
        {
            Auction = draft.Auction with { NoticeDays = new Rule<int>(6, "试行") }, Publicity = new PublicityRules(new Rule<int>(14, "试行")),
        };
        Assert.That(RuleBook.Initial.Publish(draft, Now).Refusal?.Details.Select(detail => detail.Pointer),
            Is.EqualTo(new[] { "/auction/noticeDays/value", "/publicity/days/value" }));
    }

    [Test]
    public void The_greatest_deposit_is_not_below_the_least()
    {
        var draft = Draft();
        draft = draft with { Auction = draft.Auction with { DepositMaxPercent = new Rule<int>(4, "试行") } };
        Assert.That(RuleBook.Initial.Publish(draft, Now).Refusal?.Pointer, Is.EqualTo("/auction/depositMaxPercent/value"));
    }

    [Test]
    public void A_second_review_from_a_negative_amount_is_refused()
    {
        var draft = Draft();
        draft = draft with { Registration = draft.Registration with { SecondReviewFrom = new Rule<Money>(new Money(-1), "试行") } };
        var refusal = RuleBook.Initial.Publish(draft, Now).Refusal;
        Assert.That(refusal?.Code, Is.EqualTo("rule_set.value_out_of_range"));
        Assert.That(refusal?.Arguments[0], Is.EqualTo(new RefusalArgument("min", "0.00")));
    }
}
