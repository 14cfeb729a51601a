using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.ReadModel.Organizations;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Organizations;

public sealed class OrganizationListTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106", "Zhejiang University"), new OrganizationVerified(null));
        await market.HappenAsync(Glassworks, Registered(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", "330203"), new OrganizationVerified(null));
        await market.HappenAsync(Office, Registered(OrganizationKind.RegistrationOffice, "杭州市技术合同认定登记站", "330100", point: "01"), new OrganizationVerified(null));
        await market.HappenAsync(Stranger, Registered(OrganizationKind.Enterprise, "沈阳浑河机械厂", "210102"));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private IEnumerable<string> Ids(OrganizationList list) => market.All(list).Select(r => r.Id);

    [Test]
    public void An_organisation_stands_in_the_list_with_what_it_stated_and_the_newest_comes_first()
    {
        var rows = market.All(new OrganizationList { Viewer = AsOperator });
        Assert.That(rows.Select(r => r.Id), Is.EqualTo(new[] { Stranger, Office, Glassworks, University }));
        Assert.That(rows[1], Is.EqualTo(new OrganizationRow
        {
            Id = Office, Kind = "registration_office", NameZh = "杭州市技术合同认定登记站", CreditCode = "91330000MA27U05W1X", Region = "330100", OfficePoint = "01",
            State = "verified", RegisteredAt = Market.Opening.ToUnixTimeMilliseconds(), UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 5,
        }));
    }

    [Test]
    public void One_that_is_not_verified_is_seen_by_itself_and_by_those_who_verify_and_supervise()
    {
        foreach (var viewer in Everybody)
            Assert.That(Ids(new OrganizationList { Viewer = viewer }).Contains(Stranger), Is.EqualTo(viewer == AsStranger || viewer == AsOperator || viewer == AsSupervisor), viewer.ToString());
    }

    [Test]
    public async Task A_suspension_shows_with_its_end_and_goes_with_the_reinstatement()
    {
        await market.HappenAsync(Glassworks, new OrganizationSuspended("悔拍", At("2026-09-01")));
        var suspended = market.All(new OrganizationList { Viewer = Viewer.Anyone, States = [OrganizationPhase.Suspended] }).Single();
        Assert.That((suspended.Id, suspended.SuspendedUntil), Is.EqualTo((Glassworks, At("2026-09-01").UnixMilliseconds)));

        await market.HappenAsync(Glassworks, new OrganizationReinstated());
        var back = market.All(new OrganizationList { Viewer = Viewer.Anyone }).Single(r => r.Id == Glassworks);
        Assert.That((back.State, back.SuspendedUntil), Is.EqualTo(("verified", (long?)null)));
    }

    [TestCase("浙江大学", 1)]
    [TestCase("浙江大學", 1)]
    [TestCase("大学", 1)]
    [TestCase("zjdx", 1)]
    [TestCase("ZJ", 1)]
    [TestCase("dx", 1)]
    [TestCase("zhejiangdaxue", 1)]
    [TestCase("zhejiang da", 1)]
    [TestCase("Zhe Jiang", 1)]
    [TestCase("university", 1)]
    [TestCase("onghai", 0, Description = "a syllable is begun at its beginning")]
    [TestCase("nbdhbl", 2)]
    [TestCase("donghaiboli", 2)]
    [TestCase("shenyang", 6)]
    [TestCase("91330000MA27U05W1X", 1, 2, 3, 6)]
    [TestCase("91330000ma2", 1, 2, 3, 6)]
    [TestCase("330000", 0)]
    [TestCase("%", 0)]
    [TestCase("。", 0)]
    public void An_organisation_is_found_by_its_name_its_pinyin_its_initials_and_its_credit_code(string text, params int[] organizations) =>
        Assert.That(Ids(new OrganizationList { Viewer = AsOperator, Text = text }), Is.EquivalentTo(organizations.Where(o => o > 0).Select(o => Id(Domain.Ids.Organization, o))));

    [TestCase("重庆大学", "chongqing", "cqdx", "zhongqing")]
    [TestCase("长安大学", "changan", "cadx", "zadx")]
    [TestCase("厦门火炬高技术产业开发区", "xiamen", "xmhj")]
    [TestCase("中国银行", "zhongguoyinhang", "zgyh")]
    [TestCase("绿色能源研究所", "lvse", "lsny")]
    [TestCase("3M中国有限公司", "3mzhongguo", "3mzg")]
    public void A_character_that_is_read_in_two_ways_is_found_by_both(string name, params string[] typed) =>
        Assert.That(typed.Where(t => !Pinyin.Keys(name).Contains($" {t}", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void A_name_of_nothing_but_characters_that_are_read_in_two_ways_has_few_spellings() =>
        Assert.That(Pinyin.Keys(new string('重', 40)).Split(' '), Has.Length.LessThan(40 * 2 * Pinyin.MostSpellings));

    [Test]
    public void Several_values_of_a_filter_mean_or_and_several_filters_mean_and()
    {
        Assert.That(Ids(new OrganizationList { Viewer = AsOperator, Kinds = [OrganizationKind.University, OrganizationKind.Enterprise] }), Is.EqualTo(new[] { Stranger, Glassworks, University }));
        Assert.That(Ids(new OrganizationList { Viewer = AsOperator, Kinds = [OrganizationKind.Enterprise], States = [OrganizationPhase.Verified] }), Is.EqualTo(new[] { Glassworks }));
    }

    [TestCase("330000", 3)]
    [TestCase("330100", 2)]
    [TestCase("330106", 1)]
    [TestCase("330200,210000", 2)]
    [TestCase("110000", 0)]
    public void A_region_holds_what_lies_below_it(string regions, int found) =>
        Assert.That(Ids(new OrganizationList { Viewer = AsOperator, Regions = regions.Split(',') }).Count(), Is.EqualTo(found));

    [TestCase("浙江", null, 1)]
    [TestCase("zhejiang u", null, 1)]
    [TestCase("大学", null, 0)]
    [TestCase(null, "大学", 1)]
    [TestCase(null, "UNIVERSITY", 1)]
    [TestCase(null, "%", 0)]
    [TestCase(null, "_", 0)]
    [TestCase("'; drop table organizations; --", null, 0)]
    public void A_name_is_found_by_its_beginning_or_by_a_part_and_no_character_is_a_pattern(string? starts, string? contains, int found) =>
        Assert.That(Ids(new OrganizationList { Viewer = AsOperator, NameStarts = starts, NameContains = contains }).Count(), Is.EqualTo(found));
}
