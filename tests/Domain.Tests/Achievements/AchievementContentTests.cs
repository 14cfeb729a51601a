using Marketplace.Domain.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Achievements.Samples;

namespace Marketplace.Domain.Tests.Achievements;

public class AchievementContentTests
{
    private static Decision Draft(AchievementContent content) => Achievement.Initial.Draft(Parties.Publisher, content);

    private static AchievementContent Stored(AchievementContent content) => ((AchievementDrafted)Draft(content).Events.Single()).Content;

    private static Decision Submit(AchievementContent content) =>
        Achievement.Initial.After(Draft(content)).Submit(Parties.Publisher, Parties.University, Parties.Now);

    [Test]
    public void An_empty_draft_is_taken() => Assert.That(Draft(new AchievementContent()).Refused, Is.False);

    [Test]
    public void An_empty_draft_cannot_be_submitted_and_hears_of_everything_at_once()
    {
        var refused = Submit(new AchievementContent());
        Assert.That(refused.Code(), Is.EqualTo("achievement.incomplete"));
        Assert.That(refused.Refusal!.Details.Select(d => d.Pointer), Is.EqualTo(new[]
        {
            "/titleZh", "/summaryZh", "/field", "/keywords", "/stage", "/attribute", "/level", "/form", "/ipRights", "/completers", "/region",
            "/transferModes", "/researchFrom", "/researchTo", "/secrecy",
        }));
        Assert.That(refused.Refusal.Details.Select(d => d.Code), Is.All.EqualTo("achievement.field_missing"));
    }

    [Test]
    public void What_only_some_owners_have_is_never_demanded() =>
        Assert.That(Submit(GlassKiln with { TitleEn = null, SummaryEn = null, Maturity = null, PriceIntention = null }).Refused, Is.False);

    [Test]
    public void A_blank_title_is_no_title() => Assert.That(Submit(GlassKiln with { TitleZh = " " }).Details(), Is.EqualTo(new[] { "achievement.field_missing /titleZh" }));

    [Test]
    public void A_patent_without_its_number_cannot_be_submitted() =>
        Assert.That(Submit(GlassKiln with { IpRights = [new(IpType.TechnicalSecret), new(IpType.UtilityModelPatent)] }).Details(), Is.EqualTo(new[] { "achievement.field_missing /ipRights/1/number" }));

    [Test]
    public void A_patent_number_is_stored_in_its_normal_form() =>
        Assert.That(Stored(GlassKiln with { IpRights = [new(IpType.InventionPatent, " zl 95115608x ")] }).IpRights[0].Number, Is.EqualTo("95115608.X"));

    [TestCase("201710601862.4", "checksum_mismatch")]
    [TestCase("20171060186", "malformed")]
    [TestCase("CN1234567", "malformed")]
    public void A_wrong_patent_number_says_what_is_wrong(string number, string fault)
    {
        var refused = Draft(GlassKiln with { IpRights = [new(IpType.TechnicalSecret), new(IpType.InventionPatent, number)] });
        Assert.That(refused.Code(), Is.EqualTo("achievement.content_invalid"));
        Assert.That(refused.Details(), Is.EqualTo(new[] { "achievement.patent_number_invalid /ipRights/1/number" }));
        Assert.That(refused.Refusal!.Details[0].Arguments, Does.Contain(new RefusalArgument("fault", fault, "patent_number_fault")));
    }

    [Test]
    public void An_invention_s_number_does_not_make_a_design_patent() =>
        Assert.That(Draft(GlassKiln with { IpRights = [new(IpType.DesignPatent, "201710601862.3")] }).Details(), Is.EqualTo(new[] { "achievement.patent_kind_differs /ipRights/0/number" }));

    [Test]
    public void A_software_s_registration_number_is_taken_as_it_is() =>
        Assert.That(Stored(GlassKiln with { IpRights = [new(IpType.SoftwareCopyright, "2019SR0123456")] }).IpRights[0].Number, Is.EqualTo("2019SR0123456"));

    [Test]
    public void No_intellectual_property_stands_alone()
    {
        Assert.That(Draft(GlassKiln with { IpRights = [new(IpType.None), new(IpType.TechnicalSecret)] }).Details(), Is.EqualTo(new[] { "achievement.ip_none_not_alone /ipRights" }));
        Assert.That(Submit(GlassKiln with { IpRights = [new(IpType.None)] }).Refused, Is.False);
    }

    [Test]
    public void A_fourth_keyword_is_one_too_many() =>
        Assert.That(Draft(GlassKiln with { Keywords = ["甲", "乙", "丙", "丁"] }).Details(), Is.EqualTo(new[] { "achievement.too_many_keywords /keywords" }));

    [TestCase("2013-13")]
    [TestCase("2013-1")]
    [TestCase("2013年12月")]
    [TestCase("2013-12-01")]
    public void A_month_is_a_year_and_a_month(string month) =>
        Assert.That(Draft(GlassKiln with { ResearchFrom = null, ResearchTo = month }).Details(), Is.EqualTo(new[] { "achievement.month_malformed /researchTo" }));

    [Test]
    public void Research_of_one_month_is_research_and_one_that_ends_before_it_begins_is_not()
    {
        Assert.That(Draft(GlassKiln with { ResearchFrom = "2013-12", ResearchTo = "2013-12" }).Refused, Is.False);
        Assert.That(Draft(GlassKiln with { ResearchFrom = "2013-12", ResearchTo = "2013-11" }).Details(), Is.EqualTo(new[] { "achievement.period_reversed /researchTo" }));
    }

    [Test]
    public void Every_fault_is_named_at_once() =>
        Assert.That(Draft(GlassKiln with { Region = "330199", ResearchFrom = "x", Keywords = ["甲", "乙", "丙", "丁"] }).Details(),
            Is.SupersetOf(new[] { "achievement.too_many_keywords /keywords", "achievement.region_unknown /region", "achievement.month_malformed /researchFrom" }));

    [Test]
    public void A_state_secret_is_refused_before_anything_is_stored()
    {
        var secret = GlassKiln with { Secrecy = SecrecyDeclaration.StateSecret };
        Assert.That(Draft(secret).Refusal, Has.Property("Code").EqualTo("achievement.secret").And.Property("Pointer").EqualTo("/secrecy"));
        Assert.That(Drafted.Revise(Parties.Publisher, secret).Code(), Is.EqualTo("achievement.secret"));
    }

    [Test]
    public void A_completer_s_name_is_only_there_sealed()
    {
        var data = System.Text.Encoding.UTF8.GetString(EventCatalogue.Encode(Draft(GlassKiln).Events.Single()).Data);
        Assert.That(data, Does.Contain("\"completers\":[{\"id\":\"cmp_0000000000007000800000000000c001\",\"name\":{\"subject\":\"cmp_0000000000007000800000000000c001\",\"cipher\":\"AQID\""));
    }
}
