namespace Marketplace.Domain.Tests;

public sealed class RegionsTests
{
    [Test]
    public void Anji_is_a_county_of_Huzhou_in_Zhejiang()
    {
        Assert.That(Regions.Find("330523"), Is.EqualTo(new Region("330523", "安吉县", "Anji County", RegionLevel.County, "330500")));
        Assert.That(Regions.IsWithin("330523", "330500"), Is.True);
        Assert.That(Regions.IsWithin("330523", "330000"), Is.True);
        Assert.That(Regions.IsWithin("330523", "330523"), Is.True);
        Assert.That(Regions.IsWithin("330000", "330523"), Is.False);
        Assert.That(Regions.IsWithin("330523", "340000"), Is.False);
    }

    [TestCase("419001", "济源市", "419000", "410000")]
    [TestCase("429021", "神农架林区", "429000", "420000")]
    [TestCase("469030", "琼中黎族苗族自治县", "469000", "460000")]
    [TestCase("659001", "石河子市", "659000", "650000")]
    [TestCase("110108", "海淀区", "110100", "110000")]
    [TestCase("500229", "城口县", "500200", "500000")]
    public void A_county_directly_under_its_province_has_a_grouping_row_between(string code, string zh, string group, string province)
    {
        Assert.That(Regions.Find(code)!.Zh, Is.EqualTo(zh));
        Assert.That(Regions.Find(code)!.Parent, Is.EqualTo(group));
        Assert.That(Regions.Find(group)!.Level, Is.EqualTo(RegionLevel.City));
        Assert.That(Regions.ReportRowOf(code), Is.EqualTo(province));
    }

    [TestCase("441900", "东莞市")]
    [TestCase("442000", "中山市")]
    [TestCase("460400", "儋州市")]
    public void A_city_without_counties_is_one_row_of_city_level(string code, string zh)
    {
        Assert.That(Regions.Find(code), Has.Property("Zh").EqualTo(zh).And.Property("Level").EqualTo(RegionLevel.City));
        Assert.That(Codelists.Get("region").Count(e => e.Code == code), Is.EqualTo(1));
    }

    [Test]
    public void A_report_has_31_provinces_and_two_residual_rows()
    {
        Assert.That(Regions.ReportRows, Has.Length.EqualTo(33));
        Assert.That(Regions.ReportRows, Has.Exactly(31).Matches<string>(row => Regions.Find(row)!.Level == RegionLevel.Province));
        Assert.That(Regions.ReportRows, Does.Contain(Regions.HongKongMacaoTaiwan).And.Contain(Regions.Other));
    }

    [TestCase("710000")]
    [TestCase("810000")]
    [TestCase("820000")]
    public void Taiwan_Hong_Kong_and_Macao_count_in_one_row(string code)
    {
        Assert.That(Regions.Find(code)!.Level, Is.EqualTo(RegionLevel.Province));
        Assert.That(Regions.ReportRowOf(code), Is.EqualTo(Regions.HongKongMacaoTaiwan));
    }

    [Test]
    public void A_party_abroad_counts_in_its_own_row() => Assert.That(Regions.ReportRowOf(Regions.Other), Is.EqualTo(Regions.Other));

    [TestCase("330000", "330106", "330100")]
    [TestCase("330000", "330100", "330100")]
    [TestCase("330000", "330000", "330000")]
    [TestCase("330100", "330103", "330103")]
    [TestCase("429000", "429004", "429004")]
    [TestCase("hmt", "810000", "810000")]
    public void A_place_counts_in_the_step_below_a_region(string region, string place, string step) => Assert.That(Regions.StepTowards(region, place), Is.EqualTo(step));

    [Test]
    public void Below_Zhejiang_are_its_eleven_cities_and_what_is_placed_no_closer()
    {
        Assert.That(Regions.StepsBelow("330000"), Has.Length.EqualTo(12).And.Contains("330000").And.Contains("331100"));
        Assert.That(Regions.StepsBelow("hmt"), Is.EqualTo(new[] { "hmt", "710000", "810000", "820000" }));
        Assert.That(Regions.StepsBelow("330106"), Is.EqualTo(new[] { "330106" }));
    }

    [Test]
    public void A_code_that_went_in_an_earlier_edition_cannot_be_used_but_still_counts_in_its_province()
    {
        // 下城区 was merged into 拱墅区 in 2021; contracts of 2019 carry its code.
        Assert.That(Regions.Find("330103"), Is.Null);
        Assert.That(Regions.IsWithin("330103", "330100"), Is.True);
        Assert.That(Regions.ReportRowOf("330103"), Is.EqualTo("330000"));
    }

    [TestCase("990101")]
    [TestCase("33052")]
    [TestCase("3305233")]
    [TestCase("33052x")]
    [TestCase("")]
    [TestCase(null)]
    public void What_is_no_code_is_nowhere(string? code)
    {
        Assert.That(Regions.Find(code), Is.Null);
        Assert.That(Regions.IsWithin(code, "330000"), Is.False);
        Assert.That(Regions.ReportRowOf(code), Is.Null);
    }

    [Test]
    public void Every_region_but_the_top_ones_has_a_parent_one_level_up_whose_digits_it_begins_with()
    {
        foreach (var region in Codelists.Get("region").Select(e => Regions.Find(e.Code)!).Where(r => r.Level is RegionLevel.City or RegionLevel.County))
        {
            var parent = Regions.Find(region.Parent);
            Assert.That(parent?.Level, Is.EqualTo(region.Level - 1), region.Code);
            Assert.That(region.Code, Does.StartWith(parent!.Code[..(parent.Level is RegionLevel.Province ? 2 : 4)]));
        }
    }

    [Test]
    public void The_residual_rows_add_what_the_provinces_of_2023_leave_over()
    {
        // 中国科技统计年鉴, output 2023, in 万元: the national total is not the sum of the four areas.
        long areas = 333_486_760 + 155_298_713 + 82_860_768 + 14_859_543, residual = 2_461_829 + 25_788_966;
        Assert.That(areas + residual, Is.EqualTo(614_756_578).Within(1));
    }
}
