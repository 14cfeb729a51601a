using System.Text.Json;
using Marketplace.Domain;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using Marketplace.Slices.Tests.Deals;
using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Changes;

/// <summary>A market in which something of every kind happens, read by all who took part and by some who did not.</summary>
public sealed class ListChangesTests
{
    private static readonly Dictionary<string, string> Readers = new()
    {
        ["organization"] = "/v1/organizations/", ["achievement"] = "/v1/achievements/", ["listing"] = "/v1/listings/", ["demand"] = "/v1/demands/",
        ["proposal"] = "/v1/proposals/", ["auction"] = "/v1/auctions/", ["contract"] = "/v1/contracts/",
        ["deal"] = "/v1/deals/", ["publicity"] = "/v1/listings/", ["mandate"] = "/v1/mandates/",
    };

    private TestMarket market = null!;
    private Deal deal = null!;
    private TradeDesk trade = null!;
    private Client enterprise = null!, solver = null!, outsider = null!, supervisor = null!;
    private string draft = "", gone = "", negotiated = "", noticed = "", mandate = "";

    private sealed record Entry(long Position, string Kind, string Id, long? Version, string Change);

    [OneTimeSetUp]
    public async Task Open()
    {
        market = TestMarket.Open();
        deal = await Deal.OpenAsync(market);
        (await deal.BidAsync(1, 310)).Is(201);
        (await deal.BidAsync(2, 320)).Is(201);
        await market.AdvanceToAsync(deal.ClosesAt.AddHours(1));
        (await deal.Operator.Post($"{deal.Path}/confirmation")).Is(200);
        await market.AdvanceAsync(TimeSpan.FromHours(1));

        var withdrawn = await Deal.ListedAsync(market);
        (await withdrawn.University.Post($"/v1/listings/{withdrawn.Listing}/withdrawal")).Is(200);
        draft = (await deal.University.Post("/v1/achievements", new { titleZh = "钙钛矿太阳能电池封装工艺" })).Is(201).Id;
        (await deal.University.Put($"/v1/achievements/{draft}", new { titleZh = "钙钛矿电池低温封装工艺" }, "\"1-full-zh\"")).Is(200);

        enterprise = await market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.Publisher);
        solver = await market.JoinAsync(OrganizationKind.University, "浙江工业大学", Role.Publisher);
        outsider = await market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.Publisher, Role.Filer);
        supervisor = await market.JoinAsync(OrganizationKind.Supervisor, "浙江省科学技术厅", Role.Supervisor);
        var demand = (await enterprise.Post("/v1/demands", DemandDesk.Content().ToJsonString())).Is(201).Id;
        (await solver.Post($"/v1/demands/{demand}/proposals", new { text = "采用锰铈复合氧化物低温催化剂。" })).Is(201);
        gone = (await enterprise.Post("/v1/demands", DemandDesk.Content().ToJsonString())).Is(201).Id;
        (await deal.Operator.Post($"/v1/demands/{gone}/takedown", new { reason = "false_information", statement = "经核查不实。" })).Is(200);

        trade = await TradeDesk.OnAsync(market);
        noticed = (await trade.ListedAsync("agreement", "transfer", null, trade.CoOwners)).Id;
        negotiated = (await trade.AcceptedAsync(noticed)).Id;
        (await trade.PublishAsync(noticed)).Is(201);
        await trade.ObjectedAsync(noticed, trade.Other);
        mandate = await trade.MandatedAsync(trade.Seller, "listings");
        var unsold = (await trade.ListedAsync()).Id;
        (await trade.PublishAsync(unsold)).Is(201);
        (await trade.Seller.Post($"/v1/listings/{unsold}/withdrawal")).Is(200);
    }

    [OneTimeTearDown]
    public async Task Close() => await market.DisposeAsync();

    private Task<Reply> Ask(Client client, string query = "") => client.Get($"/v1/changes{query}", ("Marketplace-Position", $"{market.Position}"));

    private static IEnumerable<Entry> Entries(Reply page) => page["items"].EnumerateArray().Select(item => new Entry(
        item.GetProperty("position").GetInt64(), item.GetProperty("resource").GetProperty("kind").GetString()!, item.GetProperty("resource").GetProperty("id").GetString()!,
        item.TryGetProperty("version", out JsonElement version) ? version.GetInt64() : null, item.GetProperty("change").GetString()!));

    /// <summary>The whole feed, in small pages.</summary>
    private async Task<IReadOnlyList<Entry>> Follow(Client client)
    {
        var entries = new List<Entry>();
        for (long next = 0; ;)
        {
            var page = (await Ask(client, $"?after={next}&limit=7")).Is(200);
            entries.AddRange(Entries(page));
            if (page["next"].GetInt64() == next) return entries;
            next = page["next"].GetInt64();
        }
    }

    [Test]
    public async Task The_feed_names_what_the_reader_can_get_at_its_version_and_nothing_else()
    {
        var (feed, ids) = (market.Services.GetRequiredService<Feed>(), new HashSet<string>());
        for (long position = 0; position < market.Position;)
            foreach (var e in await feed.ReadAsync(position, 1000, CancellationToken.None))
            {
                ids.Add(e.Stream);
                position = e.Position;
            }
        foreach (var reader in new[] { market.Stranger, deal.University, deal.Bidders[0], deal.Bidders[1], deal.Operator, enterprise, solver, outsider, supervisor, trade.Seller, trade.Buyer, trade.Broker, trade.Institute, trade.Other, trade.Operator })
        {
            var entries = await Follow(reader);
            Assert.That(entries.Select(entry => entry.Position), Is.Ordered.And.Unique);
            var last = entries.GroupBy(entry => (entry.Kind, entry.Id)).ToDictionary(group => group.Key, group => group.Last());
            foreach (var (kind, path) in Readers)
                foreach (var id in ids.Where(id => Ids.Is(Prefix(kind), id) && (kind != "publicity" || ids.Contains(Publicity.StreamOf(id)))))
                {
                    var read = await reader.Get(kind == "publicity" ? $"{path}{id}/publicity" : path + id);
                    var told = last.GetValueOrDefault((kind, id)) is { Change: not "removed" } entry ? entry.Version : null;
                    // Of what was taken down strangers get the reason and no content.
                    long? shown = read.Status == 200 && (kind != "demand" || read.Body.Contains("\"content\"", StringComparison.Ordinal)) ? read["version"].GetInt64() : null;
                    Assert.That(told, Is.EqualTo(shown), $"{reader.Organization}: {kind} {id}");
                }
        }
    }

    private static string Prefix(string kind) => kind switch
    {
        "organization" => Ids.Organization, "achievement" => Ids.Achievement, "listing" => Ids.Listing, "demand" => Ids.Demand, "proposal" => Ids.Proposal,
        "auction" => Ids.Auction, "deal" => Ids.Deal, "publicity" => Ids.Listing, "mandate" => Ids.Mandate, _ => Ids.Contract,
    };

    [Test]
    public async Task Another_s_draft_gives_no_entry_however_often_it_changes()
    {
        Assert.That((await Follow(deal.University)).Where(entry => entry.Id == draft).Select(entry => entry.Change), Is.EqualTo(new[] { "appeared", "changed" }));
        foreach (var reader in new[] { market.Stranger, outsider, deal.Operator, supervisor })
            Assert.That((await Ask(reader, "?limit=500")).Is(200).Body, Does.Not.Contain(draft));
    }

    [Test]
    public async Task Of_an_auction_the_feed_says_that_it_changed_and_not_who_bid()
    {
        var page = (await Ask(market.Stranger, $"?kind=auction&limit=500")).Is(200);
        var changes = Entries(page).Where(entry => entry.Id == deal.Auction).Select(entry => entry.Change);
        // Announced, opened, two bids, closed, confirmed.
        Assert.That(changes, Is.EqualTo(new[] { "appeared", "changed", "changed", "changed", "changed", "changed" }));
        foreach (var bidder in deal.Bidders) Assert.That(page.Body, Does.Not.Contain(bidder.Organization).And.Not.Contain(bidder.Subject));
    }

    [Test]
    public async Task A_deal_is_told_to_those_it_concerns_and_its_notice_to_everybody()
    {
        foreach (var party in new[] { trade.Seller, trade.Buyer, trade.Operator })
            Assert.That((await Follow(party)).Where(entry => entry.Id == negotiated).Select(entry => $"{entry.Kind} {entry.Change}"), Is.EqualTo(new[] { "deal appeared", "deal changed", "deal changed" }));
        // A co-owner learns of it with the terms that it is to consent to.
        Assert.That((await Follow(trade.Institute)).Where(entry => entry.Id == negotiated).Select(entry => (entry.Change, entry.Version)), Is.EqualTo(new[] { ("appeared", (long?)3) }));
        foreach (var stranger in new[] { market.Stranger, outsider, supervisor, trade.Other, trade.Broker, deal.Operator })
        {
            var page = (await Ask(stranger, "?limit=500")).Is(200);
            Assert.That(page.Body, Does.Not.Contain(negotiated));
            Assert.That(Entries(page).Where(entry => entry.Kind == "publicity" && entry.Id == noticed).Select(entry => entry.Change), Is.EqualTo(new[] { "appeared", "changed" }));
        }
        foreach (var (reader, told) in new[] { (trade.Seller, 1), (trade.Broker, 1), (trade.Buyer, 0), (trade.Operator, 0), (market.Stranger, 0) })
            Assert.That((await Follow(reader)).Count(entry => entry.Id == mandate), Is.EqualTo(told));
    }

    [Test]
    public async Task What_was_taken_down_leaves_a_tombstone_without_a_version()
    {
        Assert.That((await Follow(outsider)).Where(entry => entry.Id == gone).Select(entry => (entry.Change, entry.Version)), Is.EqualTo(new[] { ("appeared", (long?)1), ("removed", null) }));
        Assert.That((await Follow(enterprise)).Where(entry => entry.Id == gone).Select(entry => (entry.Change, entry.Version)), Is.EqualTo(new[] { ("appeared", (long?)1), ("changed", 2) }));
    }

    [Test]
    public async Task Next_moves_on_over_what_is_not_the_reader_s_to_know()
    {
        var page = (await Ask(market.Stranger, "?kind=contract")).Is(200);
        Assert.That(page["items"].GetArrayLength(), Is.Zero);
        Assert.That(page["next"].GetInt64(), Is.EqualTo(market.Position));
        Assert.That(page.Json.TryGetProperty("epoch", out _), Is.False, "this log was never restored");
    }

    [Test]
    public async Task An_app_is_told_only_of_kinds_that_its_scopes_let_it_read()
    {
        var created = (await deal.University.Post("/v1/apps", new { name = "成果管理系统", scopes = new[] { "listings" }, roles = Array.Empty<string>() })).Is(201);
        var app = await market.SignInAsync(deal.University.Organization, created.Id, created.Text("clientSecret"));
        Assert.That((await Follow(deal.University)).Select(entry => entry.Kind), Does.Contain("contract"));
        Assert.That((await Follow(app)).Select(entry => entry.Kind), Does.Not.Contain("contract").And.Contain("achievement"));
    }

    [Test]
    public async Task Who_waits_is_answered_by_the_change()
    {
        var asked = Ask(market.Stranger, $"?kind=demand&after={market.Position}&wait=30");
        var posted = (await enterprise.Post("/v1/demands", DemandDesk.Content().ToJsonString())).Is(201).Id;
        Assert.That(Entries((await asked).Is(200)).Select(entry => entry.Id), Is.EqualTo(new[] { posted }));
    }

    [Test]
    public async Task A_slip_in_the_question_is_refused()
    {
        foreach (var query in new[] { "?after=-1", "?kind=people", "?kind=", "?limit=501", "?limit=0", "?wait=31" })
            (await market.Stranger.Get($"/v1/changes{query}")).Refused(422, "request.invalid");
        (await market.Stranger.Get("/v1/changes?since=1")).Refused(400, "query.unknown_parameter");
    }
}
