using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Slices.Tests.Deals;
using Marketplace.Slices.Tests.Demands;
using Marketplace.Tests;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Secrecy;

/// <summary>What only those whom it concerns may know.</summary>
internal sealed record Secrets(long ReserveWan, string Proposal, decimal ProposalYuan, decimal OfferWan, string Person, string Phone, string Contact,
    decimal SealedWan, decimal MaximumWan, decimal BeatenWan, long UnreleasedWan);

/// <summary>A market in which everything happens that can happen before an auction's end, with these secrets in it.</summary>
internal sealed partial class World : IAsyncDisposable
{
    /// <summary>What an address may name beside ids.</summary>
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["label"] = ["1", "2", "3"], ["size"] = ["1", "20"], ["name"] = ["auction_phase"], ["period"] = ["2026-08"], ["version"] = [RuleBook.Initial.Versions[0].Version],
        ["code"] = ["034W18ARH9WTQS4QBMP6V7RVKZ8T1F5KJ2N4XBD7"],
    };

    /// <summary>Lists are asked with what makes them say the most.</summary>
    private static readonly string[] Questions =
    [
        "/v1/search?q=玻璃", "/v1/search?q=脱硝&kind=demand", "/v1/search/suggestions?q=玻", "/v1/auctions?sort=closesAt", "/v1/changes?after=0&limit=200", "/v1/organizations?q=浙江",
        "/v1/reports/monthly?from=2026-01&to=2026-08",
    ];

    private readonly List<(string What, string Answer)> transcript = [];
    private readonly Dictionary<string, string> ids = [];

    private World(TestMarket market) => Market = market;

    private TestMarket Market { get; }

    /// <summary>All that strangers, rivals and bystanders were answered, with what no two worlds share replaced by its length.</summary>
    public IReadOnlyList<(string What, string Answer)> Transcript => transcript;

    public static async Task<World> LiveAsync(Secrets secrets)
    {
        var world = new World(TestMarket.Open());
        var deal = await Deal.AnnouncedAsync(world.Market, secrets.ReserveWan);
        for (var i = 0; i < 3; i++) await deal.QualifiedAsync();
        await deal.RegisteredAsync();
        await world.TradeAsync(secrets);
        await world.ReleaseAsync(secrets);
        await world.Market.Services.GetRequiredService<Bootstrap>().AddPersonAsync(deal.Bidders[0].Organization, new PersonProfile(secrets.Person, "x@example.cn", secrets.Phone), [Role.Bidder], CancellationToken.None);
        var (envelopes, maxima) = (await world.AdmittedAsync(FormatDeal.SealedFirstPrice, 2), await world.AdmittedAsync(FormatDeal.WithMaxima, 1));
        await world.LookAsync(deal, "before the opening");
        await world.Market.AdvanceToAsync(deal.OpensAt);
        await world.BidAsync(deal);
        await world.SealAndLeaveAsync(envelopes, maxima, secrets);
        await world.LookAsync(deal, "under way");
        return world;
    }

    private async Task TradeAsync(Secrets secrets)
    {
        var desk = await TradeDesk.OnAsync(Market);
        var listing = (await desk.ListedAsync()).Id;
        await desk.OfferedAsync(await desk.OpenedAsync(listing), desk.Buyer, secrets.OfferWan);
        var enterprise = await Market.JoinAsync(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", Role.Publisher);
        var contact = DemandDesk.Content()["contact"]!.DeepClone();
        contact["name"] = secrets.Contact;
        var demand = (await enterprise.Post("/v1/demands", DemandDesk.Content(("contact", contact), ("contactVisibility", "withheld")).ToJsonString())).Is(201).Id;
        (await desk.Seller.Post($"/v1/demands/{demand}/proposals", new { text = secrets.Proposal, price = Client.Yuan(secrets.ProposalYuan), days = 240 })).Is(201);
    }

    /// <summary>July's figures of Zhejiang are released twice; what was registered elsewhere, and in Zhejiang since, is in no release.</summary>
    private async Task ReleaseAsync(Secrets secrets)
    {
        var number = 0;
        Task RegisterAsync(string region, long wan) => Market.AppendAsync($"ctr_{++number:x32}", new ContractImported("北京技术市场", false, $"{number:0000000000000000}", new DateOnly(2026, 7, 20), region,
            ContractType.Service, ContractSubtype.GeneralService, TechnicalField.Environment, [IpType.None], Money.WanYuan(wan), Money.WanYuan(wan), Money.WanYuan(wan),
            PlanSource.OutsidePlan, SocialEconomicGoal.Environment, PartyKind.University, region, PartyKind.University, region));
        var statistician = await Market.JoinAsync(OrganizationKind.Supervisor, "浙江省统计局", Role.Statistician);
        Task<Reply> PublishAsync(string status, string? previous) => statistician.Post("/v1/reports/releases", new { period = "2026-07", @base = "registered", region = "330000", status, previous, note = "补登。", acceptSmallCells = true });
        await RegisterAsync("110000", secrets.UnreleasedWan);
        await RegisterAsync("330000", 120);
        var first = (await PublishAsync("preliminary", null)).Is(201).Id;
        await RegisterAsync("330000", 240);
        (await PublishAsync("revised", first)).Is(201);
        await RegisterAsync("330000", secrets.UnreleasedWan);
    }

    /// <summary>Bids that count and bids of every kind that do not; what the market answers may depend on what is public alone.</summary>
    private async Task BidAsync(Deal deal)
    {
        foreach (var (label, wan) in new (int, decimal)[] { (1, 300), (2, 299), (2, 305), (2, 320), (3, -5), (3, 0), (3, 330), (1, 330), (1, 340) })
            Keep($"bid of {wan} by {label}", await deal.BidAsync(label, wan));
        Keep("bid of a bystander", await deal.BidAsync(await deal.EnterpriseAsync(), 400));
        Keep("bid of the seller", await deal.BidAsync(deal.University, 400));
    }

    /// <summary>It opens so many seconds before the others, so that the order in which they open is no matter of chance.</summary>
    private async Task<Deal> AdmittedAsync(object format, int before)
    {
        var deal = await Deal.AnnouncedAsync(Market, change: body =>
        {
            body["format"] = format;
            body["opensAt"] = Deal.At(DateTimeOffset.Parse((string)body["opensAt"]!, CultureInfo.InvariantCulture).AddSeconds(-before));
        });
        for (var i = 0; i < 3; i++) await deal.QualifiedAsync();
        return deal;
    }

    /// <summary>
    /// What is sealed or left is its bidder's to know, also when it is refused; what others are answered is kept. A beaten maximum shows in
    /// the price as far as the step between which it lies, so the two lie between the same.
    /// </summary>
    private async Task SealAndLeaveAsync(Deal envelopes, Deal maxima, Secrets secrets)
    {
        var bid = (await envelopes.SealAsync(1, secrets.SealedWan)).Is(201).Text("bidId");
        (await envelopes.RevealAsync(1, bid, secrets.SealedWan)).Refused(409, "bid.reveal_too_early");
        // A hash binds the auction's id, which is another in each world.
        Keep("a rival seals", await envelopes.Bidders[1].Post($"{envelopes.Path}/sealed-bids", new { commitment = new byte[32] }));
        (await maxima.LeaveAsync(1, secrets.MaximumWan)).Is(201);
        (await maxima.LeaveAsync(1, secrets.MaximumWan)).Refused(422, "bid.proxy_not_raised");
        Keep("a rival bids against a maximum", await maxima.BidAsync(2, 320));
        (await maxima.LeaveAsync(3, secrets.BeatenWan)).Is(201);
        Keep("a rival bids once more", await maxima.BidAsync(2, 400));
    }

    /// <summary>A stranger, a rival bidder and somebody of another enterprise read whatever there is to read.</summary>
    private async Task LookAsync(Deal deal, string when)
    {
        var bystander = await Market.JoinAsync(OrganizationKind.Enterprise, "湖州安竹家居有限公司", Role.OrgAdmin, Role.Publisher, Role.Bidder);
        foreach (var (who, reader) in new (string, Client)[] { ("stranger", Market.Stranger), ("rival", deal.Bidders[1]), ("bystander", bystander) })
            foreach (var path in (await AddressesAsync()).Concat(Questions))
                Keep($"{when}, {who}, {path}", await reader.Get(path, (Answers.PositionHeader, Market.Position.ToString(CultureInfo.InvariantCulture))));
        await using var watcher = await EventReader.OpenAsync(Market.Stranger, $"{deal.Path}/stream");
        transcript.Add(($"{when}, watching", Same((await watcher.NextAsync()).ToString())));
    }

    /// <summary>Every address that reads something, of everything that is there.</summary>
    private async Task<List<string>> AddressesAsync()
    {
        var events = new List<LogEvent>();
        while (events.Count < Market.Position) events.AddRange(await Market.Services.GetRequiredService<Feed>().ReadAsync(events.Count, 1000, CancellationToken.None));
        // Bids and offers are named inside of events only.
        List<string> things = [.. events.SelectMany(e => Id().Matches($"{e.Stream} {Encoding.UTF8.GetString(e.Stored.Data)}")).Select(match => match.Value).Distinct()];
        var paths = new List<string>();
        foreach (var endpoint in Market.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().OrderBy(each => each.RoutePattern.RawText, StringComparer.Ordinal))
        {
            var pattern = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";
            if (endpoint.Metadata.GetMetadata<Operation>() is null || endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is not true) continue;
            // The one has no end, the others are about this process.
            if (pattern.EndsWith("/stream", StringComparison.Ordinal) || pattern.StartsWith("/health", StringComparison.Ordinal)) continue;
            paths.AddRange(Filled(pattern, things));
        }
        return paths;
    }

    private static IEnumerable<string> Filled(string pattern, List<string> things)
    {
        if (Parameter().Match(pattern) is not { Success: true } match) return [pattern];
        var name = match.Groups["name"].Value;
        var values = RequestGuard.IdKinds.TryGetValue(name, out var kinds)
            ? things.Where(id => kinds.Split('|').Any(kind => Ids.Is(kind, id))).Append($"{kinds.Split('|')[0]}_{new string('0', 32)}")
            : Names.GetValueOrDefault(name) ?? throw new InvalidOperationException($"Say what an address may have for {name}.");
        return values.SelectMany(value => Filled(pattern.Replace(match.Value, value, StringComparison.Ordinal), things));
    }

    private void Keep(string what, Reply reply) => transcript.Add((Same(what), Same(
        $"{reply.Status} {reply.ContentType} {reply.ETag} {reply.Header("Location")} {reply.Header("Cache-Control")} {reply.Header(Answers.PositionHeader)} {reply.Body.Length}\n{reply.Body}")));

    /// <summary>Ids by the order in which they come; salts, hashes, keys and signatures, which are random, by their length.</summary>
    private string Same(string text) => Random().Replace(Id().Replace(text, match =>
    {
        if (!ids.TryGetValue(match.Value, out var number)) ids.Add(match.Value, number = $"{match.Value[..3]}#{ids.Count}");
        return number;
    }), match => $"\"<{match.Length}>\"");

    public ValueTask DisposeAsync() => Market.DisposeAsync();

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("[a-z]{3}_[0-9a-f]{32}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("\"[A-Za-z0-9+/_=-]{16,}(\\.[A-Za-z0-9_-]+)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Random();
}
