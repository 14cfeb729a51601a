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
