using System.Collections.Immutable;
using System.Security.Cryptography;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.RuleSets;
using Marketplace.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Benchmarks.Bids;

/// <summary>A data folder with one open auction and bidders who may bid: each of its own organization, qualified, its deposit paid.</summary>
internal sealed class HotAuction
{
    /// <summary>In fen. All amounts of a run have as many digits as the first.</summary>
    public static readonly Money StartPrice = Money.WanYuan(1000), Step = Money.Yuan(1), Deposit = Money.WanYuan(100);

    private readonly string folder;
    private readonly IReadOnlyList<Client> bidders;

    private HotAuction(string folder, ImmutableArray<string> all, Client house, IReadOnlyList<Client> bidders) => (this.folder, All, House, this.bidders) = (folder, all, house, bidders);

    /// <summary>The hot one.</summary>
    public string Id => All[0];

    /// <summary>It and the others, with the same bidders.</summary>
    public ImmutableArray<string> All { get; }

    public int Bidders => bidders.Count;

    /// <summary>Who runs it, and may move the sandbox's clock.</summary>
    public Client House { get; }

    /// <summary>Prepares the folder and leaves it to a server of its own.</summary>
    public static async Task<HotAuction> PrepareAsync(string folder, int count, int auctions = 1)
    {
        // On the real clock, because the server that follows runs on it and takes no log that is ahead of it.
        await using var market = TestMarket.Open(folder, host => host
            .UseContentRoot(AppContext.BaseDirectory).UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning")
            .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System))));
        var seller = await market.JoinAsync(OrganizationKind.University, "浙江大学", Role.Publisher);
        var house = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江知识产权交易中心", Role.Operator);
        var (id, opensAt) = await AnnounceAsync(market.Services.GetRequiredService<Market>(), seller, house);

        var qualified = new List<Client>();
        for (var i = 1; i <= count; i++)
        {
            var bidder = await market.JoinAsync(OrganizationKind.Enterprise, $"绍兴环保玻璃有限公司{i}", Role.Bidder);
            (await bidder.Post($"/v1/auctions/{id}/bidders")).Is(201);
            (await house.Post($"/v1/auctions/{id}/bidders/{i}/qualification", new { decision = "qualified" })).Is(200);
            (await house.Post($"/v1/auctions/{id}/deposits", new { label = $"{i}", amount = new { amount = Deposit.Fen, currency = Money.Currency }, reference = $"转账{i}" })).Is(201);
            qualified.Add(bidder);
        }
        var all = ImmutableArray.CreateBuilder<string>();
        all.Add(id);
        while (all.Count < auctions) all.Add(await AnotherAsync(market, seller, house, qualified));
        await market.AdvanceToAsync(opensAt.ToDateTimeOffset());
        return new HotAuction(folder, all.ToImmutable(), house, qualified);
    }

    /// <summary>One more with the same bidders under the same labels: their admission as events, because it is not what is measured.</summary>
    private static async Task<string> AnotherAsync(TestMarket market, Client seller, Client house, List<Client> bidders)
    {
        var (id, _) = await AnnounceAsync(market.Services.GetRequiredService<Market>(), seller, house);
        var now = new Instant(market.Now.ToUnixTimeMilliseconds());
        await market.AppendAsync(AuctionBidders.StreamOf(id), [.. bidders.SelectMany((bidder, i) => new Event[]
        {
            new BidderRegistered($"{i + 1}", bidder.Organization, bidder.Subject, now), new BidderQualified($"{i + 1}", now), new DepositConfirmed($"{i + 1}", Deposit, $"转账{i + 1}", now),
        })]);
        return id;
    }

    private sealed record Announcing(Caller Caller) : IMarketRequest;

    /// <summary>Announced by the domain's own decision; the listing behind it plays no part in a bid.</summary>
    private static async Task<(string Id, Instant OpensAt)> AnnounceAsync(Market market, Client seller, Client house)
    {
        var (id, now) = (market.NewId(Ids.Auction), market.Now);
        var opensAt = Instant.StartOf(now.ShanghaiDay.AddDays(60));
        var terms = Terms(market.NewId(Ids.Listing), market.NewId(Ids.Achievement), seller.Organization, house.Organization, opensAt);
        var actor = new Actor(house.Subject, house.Organization, OrganizationKind.MarketOperator, new HashSet<Role> { Role.Operator });
        var outcome = await market.DecideAsync(new Announcing(new Caller { Actor = actor, ArrivedAt = default }), [id, RuleBook.Stream], log =>
            Auction.Announce(id, terms, log.State<RuleBook>(RuleBook.Stream).InForce(log.Time()), log.Time()).On(id), CancellationToken.None);
        return outcome.Written ? (id, opensAt) : throw new InvalidOperationException($"The auction was not announced: {outcome.Refusal ?? outcome.Kind}.");
    }

    /// <summary>Open for thirty days.</summary>
    public static AuctionTerms Terms(string listing, string achievement, string seller, string market, Instant opensAt) => new(
        listing, achievement, seller, market, "玻璃窑炉环保治理技术",
        AuctionProcedure.CompetitiveBidding, null, null, null, StartPrice, null, [new LadderBand(Money.Zero, Step)], true, Deposit,
        opensAt, opensAt, opensAt + TimeSpan.FromDays(30), null);

    /// <summary>A fresh token for each bidder, signed with the folder's key, as the server would issue it.</summary>
    public ImmutableArray<string> Tokens() => TokensOf(bidders);

    /// <summary>The same for the house.</summary>
    public string HouseToken() => TokensOf([House])[0];

    private ImmutableArray<string> TokensOf(IReadOnlyList<Client> clients)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(File.ReadAllText(Path.Combine(folder, "signing-key.pem")));
        using var key = new SigningKey(ecdsa, []);
        var issuer = new TokenIssuer(key, TimeProvider.System);
        return [.. clients.Select(client => issuer.Issue(client.Subject, client.Organization))];
    }

    /// <summary>How many events the log holds, as its file says.</summary>
    public long Position()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "log.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select position from head";
        return (long)command.ExecuteScalar()!;
    }
}
