using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.ReadModel.AuctionSessions;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.AuctionStory;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.AuctionSessions;

public sealed class SessionListTests
{
    private static readonly string Autumn = Id(Ids.Session, 1), Spring = Id(Ids.Session, 2);
    private static readonly SessionList All = new() { Viewer = Viewer.Anyone };

    [Test]
    public async Task The_calendar_is_in_the_order_of_openings_and_each_filter_narrows_it()
    {
        await using var market = await Market.OpenAsync();
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"), new OrganizationVerified(null));
        await market.HappenAsync(Autumn, Held(Autumn, SessionSeries.Autumn, At("2026-10-20"), host: University), new LotAdded(1, Kiln, "玻璃窑炉环保治理技术", At("2026-08-05")));
        await market.HappenAsync(Spring, Held(Spring, SessionSeries.Spring, At("2026-04-20"), field: TechnicalField.Environment));
        string[] Found(SessionList list) => [.. market.All(list).Select(row => row.Id)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Found(All), Is.EqualTo(new[] { Spring, Autumn }));
            Assert.That(market.All(All).Select(row => (row.Lots, row.HostName)), Is.EqualTo(new[] { (0L, (string?)null), (1L, "浙江大学") }));
            Assert.That(Found(All with { Months = [new Month(2026, 10), new Month(2026, 11)] }), Is.EqualTo(new[] { Autumn }));
            Assert.That(Found(All with { Series = [SessionSeries.Spring], Fields = [TechnicalField.Environment] }), Is.EqualTo(new[] { Spring }));
            Assert.That(Found(All with { Hosts = [University], Operators = [Operator], Regions = ["330000"] }), Is.EqualTo(new[] { Autumn }));
        }
    }

    [Test]
    public async Task Sums_count_a_sold_an_unsold_and_a_withdrawn_lot_each_where_it_belongs()
    {
        await using var market = await Market.OpenAsync();
        string Auction(int number) => Id(Ids.Auction, number);
        await market.HappenAsync(Kiln, Announced(Kiln, session: Autumn), new AuctionOpened(Opens), Bid(1, "1", 480), new AuctionClosed(Closes, AuctionOutcome.Sold, null, "1", Id(Ids.Bid, 1), Money.WanYuan(480), null));
        await market.HappenAsync(Auction(2), Announced(Auction(2), session: Autumn), new AuctionOpened(Opens), new AuctionClosed(Closes, AuctionOutcome.Unsold, UnsoldReason.NoBids, null, null, null, null));
        await market.HappenAsync(Auction(3), Announced(Auction(3), session: Autumn), new AuctionWithdrawn("另行处置", At("2026-08-10")));
        await market.HappenAsync(Auction(4), Announced(Auction(4), Stranger, Autumn));
        await market.HappenAsync(Auction(5), Announced(Auction(5), session: Spring));

        var sums = market.Views.Ask(new SessionSums { Session = Autumn });
        Assert.That(sums with { Position = 0 }, Is.EqualTo(new SessionTotals(4, 1, 1, 1, 1, 900_0000_00, 300_0000_00, 480_0000_00, 0)));
        Assert.That(market.Views.Ask(new SessionSums { Session = Autumn, Sellers = [Stranger] }) with { Position = 0 }, Is.EqualTo(new SessionTotals(1, 0, 0, 0, 1, 300_0000_00, 0, 0, 0)));
        Assert.That(market.Views.Ask(new SessionSums { Session = Id(Ids.Session, 9) }).Lots, Is.Zero);
    }
}
