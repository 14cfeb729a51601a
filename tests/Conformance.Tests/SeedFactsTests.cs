using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Identifiers;

namespace Marketplace.Conformance.Tests;

/// <summary>The sandbox shows the public record: its lots add up to what was published, and what was invented is well-formed.</summary>
public sealed class SeedFactsTests
{
    private static readonly JsonObject[] Sessions = [.. Read("zhejiang-sessions.json")["sessions"]!.AsArray().Select(s => s!.AsObject())];

    private static readonly JsonObject[] Organizations = [.. Read("organizations.json")["organizations"]!.AsArray().Select(o => o!.AsObject())];

    private static readonly DateOnly Today = new(2026, 9, 1);

    private static IEnumerable<JsonObject> Lots(JsonObject session) => session["lots"]!.AsArray().Select(lot => lot!.AsObject());

    private static IEnumerable<string> Titles => Sessions.SelectMany(Lots).Select(lot => Text(lot["achievement"]!, "titleZh"));

    [Test]
    public void Demands_are_all_generated_and_of_enterprises_that_are_invented_too()
    {
        var demands = Read("demands.json")["demands"]!.AsArray().Select(demand => demand!.AsObject()).ToArray();
        string[] invented = [.. Organizations.Where(organization => organization["invented"]!.GetValue<bool>() && Text(organization, "kind") == "enterprise").Select(organization => Text(organization, "key"))];
        Assert.That(demands, Has.Length.GreaterThanOrEqualTo(6).And.All.Matches<JsonObject>(demand => demand["generated"]!.GetValue<bool>() && invented.Contains(Text(demand, "owner"))));
        Assert.That(demands.Select(demand => Regions.Find(Text(demand, "region"))), Has.None.Null);
    }

    [TestCase("zstu-2017-10-28", 10, 790, 1014, "28")]
    [TestCase("quzhou-2018-07-11", 12, 210, 537, "156")]
    [TestCase("anji-2020-07-20", 11, 895, 1230, "37.43")]
    public void The_lots_of_a_session_add_up_to_the_published_totals(string id, int count, int start, int hammer, string premium)
    {
        var session = Session(id);
        var published = session["published"]!;
        Assert.That((Number(published, "lots"), Number(published, "startWanYuan"), Number(published, "hammerWanYuan")), Is.EqualTo((count, start, hammer)));
        Assert.That(published["premiumPercent"]!.GetValue<string>(), Is.EqualTo(premium));
        AssertTotals(Lots(session), count, start, hammer, premium);
    }

    [Test]
    public void Eleven_of_the_lots_in_Quzhou_are_the_colleges_own_and_the_twelfth_is_what_remains()
    {
        var lots = Lots(Session("quzhou-2018-07-11")).ToArray();
        AssertTotals(lots.Where(lot => Text(lot, "seller") == "quzhou-university"), 11, 160, 417, "161");
        AssertTotals(lots.Where(lot => lot["derived"]?.GetValue<bool>() is true), 1, 210 - 160, 537 - 417, "140");
    }

    [TestCase("anji-2020-07-20", "一种化工或农药废水生化末端的处理方法", 240, 320, "33.33")]
    [TestCase("pinghu-2013-09-11", "等速万向节超音频感应热处理系统", 160, 320, "100.00")]
    [TestCase("zj-2014-06-30", "玻璃窑炉环保治理技术", 300, 480, "60.00")]
    [TestCase("delta-2021", "高安全长寿命先进锂离子电池储能系统", 200, 300, "50")]
    public void A_lot_published_with_its_prices_has_exactly_these(string id, string title, int start, int hammer, string premium)
    {
        var lot = Lots(Session(id)).Single(l => Text(l["achievement"]!, "titleZh") == title);
        Assert.That(lot["generated"]!.GetValue<bool>(), Is.False);
        AssertTotals([lot], 1, start, hammer, premium);
        Assert.That(Lots(Session(id)).Max(l => Number(l, "hammerWanYuan")), Is.EqualTo(hammer), "and no other lot of the day was dearer");
    }

    [Test]
    public void The_glass_kiln_lot_rises_from_310_over_350_to_480_in_ten_bids_of_four_bidders()
    {
        var lot = Lots(Session("zj-2014-06-30")).Single();
        var bids = lot["bids"]!.AsArray().Select(bid => bid!).ToArray();
        int[] amounts = [.. bids.Select(bid => Number(bid, "amountWanYuan"))];
        string[] bidders = [.. bids.Select(bid => Text(bid, "bidder"))];
        Assert.That(amounts, Has.Length.EqualTo(10).And.Ordered.And.Unique);
        Assert.That((amounts[0], amounts[1], amounts[^1]), Is.EqualTo((310, 350, 480)));
        Assert.That(amounts, Has.All.Matches<int>(amount => amount > 300 && (amount - 300) % 10 == 0));
        Assert.That(bids.Where(bid => bid["published"]!.GetValue<bool>()).Select(bid => Number(bid, "amountWanYuan")), Is.EqualTo(new[] { 310, 350, 480 }));
        Assert.That(bidders.Distinct().Count(), Is.EqualTo(4));
        Assert.That(bidders.Zip(bidders.Skip(1)), Has.None.Matches<(string, string)>(pair => pair.Item1 == pair.Item2), "nobody outbids himself");
        Assert.That((bidders[^1], amounts[^1]), Is.EqualTo((Text(lot, "buyer"), Number(lot, "hammerWanYuan"))));
    }

    [Test]
    public void The_fields_of_the_Yangtze_delta_session_add_up_to_its_60_lots() =>
        Assert.That(Session("delta-2021")["publishedFields"]!.AsArray().Sum(field => Number(field!, "lots")), Is.EqualTo(60));

    [TestCaseSource(nameof(Titles))]
    public void A_lot_can_be_sold_by_the_rules(string title)
    {
        var lot = Lot(title);
        Assert.That(Number(lot, "hammerWanYuan"), Is.GreaterThan(Number(lot, "startWanYuan")));
        Assert.That((Number(lot, "hammerWanYuan") - Number(lot, "startWanYuan")) % Number(lot, "incrementWanYuan"), Is.Zero);
        Assert.That(Text(lot, "seller"), Is.Not.EqualTo(Text(lot, "buyer")));
        Assert.That(Organizations.Select(o => Text(o, "key")), Does.Contain(Text(lot, "seller")).And.Contain(Text(lot, "buyer")));
    }

    [TestCaseSource(nameof(Titles))]
    public void An_achievement_uses_codes_in_force_and_patent_numbers_that_check(string title)
    {
        var achievement = Lot(title)["achievement"]!;
        foreach (var (member, list) in new[] { ("field", "technical_field"), ("stage", "achievement_stage"), ("maturity", "achievement_maturity"),
            ("attribute", "achievement_attribute"), ("level", "achievement_level"), ("form", "achievement_form"), ("secrecy", "secrecy_declaration"), ("region", "region") })
            Assert.That(Codelists.Has(list, Text(achievement, member), Today), Is.True, $"{member} {Text(achievement, member)}");
        Assert.That(achievement["transferModes"]!.AsArray(), Has.All.Matches<JsonNode>(mode => Codelists.Has("transfer_mode", mode.GetValue<string>(), Today)));
        Assert.That(achievement["keywords"]!.AsArray(), Has.Count.InRange(1, 3));
        foreach (var right in achievement["ipRights"]!.AsArray())
        {
            Assert.That(Codelists.Has("ip_type", Text(right!, "type"), Today), Is.True);
            if (right!["number"] is { } number) Assert.That(PatentNumber.TryParse(number.GetValue<string>(), out _, out _), Is.True, number.ToString());
        }
    }

    [Test]
    public void Every_organization_has_a_code_that_checks_and_a_region()
    {
        foreach (var organization in Organizations)
        {
            Assert.That(CreditCode.Check(Text(organization, "creditCode")), Is.EqualTo(CreditCodeCheck.Valid), Text(organization, "key"));
            Assert.That(Codelists.Has("organization_kind", Text(organization, "kind"), Today), Is.True);
            Assert.That(Codelists.Has("party_kind", Text(organization, "partyKind"), Today), Is.True);
            Assert.That(Regions.Find(Text(organization, "region"))?.Level, Is.Not.Null.And.Not.EqualTo(RegionLevel.Residual));
        }

        Assert.That(Organizations.Select(o => Text(o, "creditCode")), Is.Unique);
        Assert.That(Organizations.Select(o => Text(o, "key")), Is.Unique);
    }

    [Test]
    public void Every_session_names_organizations_that_there_are_and_how_exactly_its_day_is_known()
    {
        var keys = Organizations.Select(o => Text(o, "key")).ToHashSet();
        foreach (var session in Sessions)
        {
            Assert.That(keys, Does.Contain(Text(session, "organizer")).And.Contain(Text(session, "auctionHouse")));
            if (session["host"] is { } host) Assert.That(keys, Does.Contain(host.GetValue<string>()));
            Assert.That(Codelists.Has("auction_procedure", Text(session, "procedure"), Today), Is.True);
            Assert.That(Text(session, "date"), Has.Length.EqualTo(Text(session, "datePrecision") switch { "year" => 4, "month" => 7, _ => 10 }));
        }

        Assert.That(Sessions.Select(session => Text(session, "date")), Is.Ordered);
    }

    private static void AssertTotals(IEnumerable<JsonObject> lots, int count, int start, int hammer, string premium)
    {
        JsonObject[] all = [.. lots];
        Assert.That((all.Length, all.Sum(lot => Number(lot, "startWanYuan")), all.Sum(lot => Number(lot, "hammerWanYuan"))), Is.EqualTo((count, start, hammer)));
        // Each source rounds to as many places as it prints.
        var places = premium.Contains('.') ? premium.Length - premium.IndexOf('.') - 1 : 0;
        Assert.That(Premium.Percent(Money.WanYuan(start), Money.WanYuan(hammer), places), Is.EqualTo(decimal.Parse(premium, CultureInfo.InvariantCulture)));
    }

    private static JsonObject Session(string id) => Sessions.Single(session => Text(session, "id") == id);

    private static JsonObject Lot(string title) => Sessions.SelectMany(Lots).Single(lot => Text(lot["achievement"]!, "titleZh") == title);

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static int Number(JsonNode node, string member) => node[member]!.GetValue<int>();

    private static JsonNode Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository is not above the tests.");
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "src/Marketplace.Api/Sandbox/seed", file)))!;
    }
}
