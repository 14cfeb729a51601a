using Marketplace.Domain;
using Marketplace.ReadModel.Bidders;
using Marketplace.Domain.Auctions;
using static Marketplace.ReadModel.Tests.AuctionStory;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Bidders;

public sealed class BidderListTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(Kiln, Announced(Kiln));
        await market.HappenAsync(Glassworks, Registered(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", "330203"));
        await market.HappenAsync(KilnBidders, Bidder("1", Glassworks), Bidder("2", Stranger));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task A_deposit_of_300000_yuan_arrives_and_becomes_price_and_that_of_the_rejected_one_goes_back()
    {
        await market.HappenAsync(KilnBidders, new DepositConfirmed("1", Money.WanYuan(30), "农行20260810001", At("2026-08-10")), new BidderQualified("1", At("2026-08-11")),
            new DepositConfirmed("2", Money.WanYuan(30), "农行20260810002", At("2026-08-10")), new BidderRejected("2", ["营业执照过期"], At("2026-08-11")),
            new DepositReleased("2", Money.WanYuan(30), At("2026-08-12"), At("2026-08-11")), new DepositApplied("1", Money.WanYuan(30), At("2026-08-22")));
        var rows = market.All(new BidderList { Viewer = AsOperator, Auction = Kiln });

        Assert.That(rows[0], Is.EqualTo(new BidderRow
        {
            Label = "1", Organization = Glassworks, OrganizationName = "宁波东海玻璃有限公司", State = "qualified", Confirmed = 30_0000_00, Released = 0, Applied = 30_0000_00,
            RegisteredAt = At("2026-08-06").UnixMilliseconds, DecidedAt = At("2026-08-11").UnixMilliseconds, UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 3,
        }));
        Assert.That((rows[1].State, rows[1].Confirmed, rows[1].Released, rows[1].Applied), Is.EqualTo(("rejected", 30_0000_00L, 30_0000_00L, 0L)));
    }

    [Test]
    public void The_market_that_runs_the_auction_and_the_supervisor_see_all_bidders_and_a_bidder_itself_alone()
    {
        foreach (var viewer in Everybody)
            Assert.That(market.All(new BidderList { Viewer = viewer, Auction = Kiln }).Select(r => r.Label), Is.EqualTo(
                viewer == AsOperator || viewer == AsSupervisor ? new[] { "1", "2" } : viewer == AsGlassworks ? ["1"] : viewer == AsStranger ? ["2"] : []), viewer.ToString());
    }
}
