using Marketplace.Domain;
using Marketplace.Slices.Tests.Auctions;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.AuctionSessions;

/// <summary>Sessions that open at the hour at which the lots of <see cref="Deal"/> do.</summary>
public abstract class SessionFixture : AuctionFixture
{
    protected const string NoSession = "ses_00000000000070008000000000000bad";

    /// <summary>The body of a session's announcement that stands; <paramref name="change"/> makes it another.</summary>
    protected static IDictionary<string, object?> Plan(DateTimeOffset opensAt, Action<IDictionary<string, object?>>? change = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["title"] = "2026年浙江省科技成果秋季竞价会",
            ["procedure"] = "competitive_bidding",
            ["series"] = "autumn",
            ["opensAt"] = Deal.At(opensAt),
            ["closesAt"] = Deal.At(opensAt.AddHours(3)),
            ["place"] = "浙江科技大市场网上竞价大厅",
            ["formalities"] = "凭营业执照、授权委托书和经办人身份证报名，并在竞价开始前交纳保证金。",
        };
        change?.Invoke(body);
        return body;
    }

    /// <summary>When an auction opens that is announced today.</summary>
    protected DateTimeOffset Opening => new(Market.Now.ToOffset(Instant.ShanghaiOffset).Date.AddDays(8).AddHours(9), Instant.ShanghaiOffset);

    protected async Task<string> SessionAsync(Client @operator, Action<IDictionary<string, object?>>? change = null) =>
        (await @operator.Post("/v1/auction-sessions", Plan(Opening, change))).Is(201).Id;

    protected Task<Client> MarketAsync(string name = "衢州科技大市场") => Market.JoinAsync(OrganizationKind.MarketOperator, name, Role.Operator);
}
