using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Auctions;

/// <summary>A market of its own for the tests of one operation; every test makes the deal it needs.</summary>
public abstract class AuctionFixture
{
    protected const string NoAuction = "auc_00000000000070008000000000000bad";

    protected TestMarket Market { get; private set; } = null!;

    [OneTimeSetUp]
    public void Open() => Market = TestMarket.Open();

    [OneTimeTearDown]
    public async Task Close() => await Market.DisposeAsync();

    /// <summary>An operator of another market.</summary>
    protected Task<Client> OtherOperatorAsync() => Market.JoinAsync(OrganizationKind.MarketOperator, "安吉科技大市场", Role.Operator, Role.Auctioneer);

    /// <summary>An auction that is over, sold to bidder 1 for 310 万元 unless nobody bid.</summary>
    protected async Task<Deal> EndedAsync(int bidders = 2, decimal? bid = 310, long? reserveWan = null)
    {
        var deal = await Deal.OpenAsync(Market, bidders, reserveWan);
        if (bid is { } wan) (await deal.BidAsync(1, wan)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt);
        return deal;
    }

    /// <summary>An announced auction that its market has withdrawn again.</summary>
    protected async Task<Deal> WithdrawnAsync()
    {
        var deal = await Deal.AnnouncedAsync(Market);
        (await deal.Operator.Post($"{deal.Path}/withdrawal", new { reason = "专利权属发生争议" })).Is(200);
        return deal;
    }
}
