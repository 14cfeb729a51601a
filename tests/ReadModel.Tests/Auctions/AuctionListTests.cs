using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.AuctionStory;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Auctions;

public sealed class AuctionListTests
{
    private static readonly AuctionList All = new() { Viewer = Viewer.Anyone };
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"), new OrganizationVerified(null));
        await market.HappenAsync(Id(Ids.Achievement, 1), Approved(Content()));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private string[] Found(AuctionList list) => [.. market.All(list).Select(r => r.Id)];

    [Test]
    public async Task A_row_follows_its_auction_from_300_to_480_wan_yuan_and_to_the_confirmation()
    {
        await market.HappenAsync(Kiln, Announced(Kiln, session: "2026年浙江省科技成果春季拍卖会"));
        var announced = market.All(All).Single();
        Assert.That((announced.State, announced.Bids, announced.LeadingAmount, announced.ClosesAt), Is.EqualTo(("announced", 0L, (long?)null, Closes.UnixMilliseconds)));

        var extended = Closes + TimeSpan.FromMinutes(4);
        await market.HappenAsync(Kiln, new AuctionOpened(Opens), Bid(1, "1", 310), Bid(2, "2", 350));
        var open = market.All(All).Single();
        Assert.That((open.State, open.Bids, open.LeadingLabel, open.LeadingAmount), Is.EqualTo(("open", 2L, "2", (long?)350_0000_00)));

        await market.HappenAsync(Kiln, Bid(3, "1", 480, extended), new AuctionClosed(extended, AuctionOutcome.Sold, null, "1", Id(Ids.Bid, 3), Money.WanYuan(480), null),
            new SaleConfirmed("1", Money.WanYuan(480), At("2026-08-22")));
        Assert.That(market.All(All).Single(), Is.EqualTo(new AuctionRow
        {
            Id = Kiln, Listing = Id(Ids.Listing, 1), Achievement = Id(Ids.Achievement, 1), Field = "environment", Region = "330106", Seller = University, SellerName = "浙江大学",
            Operator = Operator, Title = "玻璃窑炉环保治理技术", Procedure = "competitive_bidding", Format = "soft_close", Session = "2026年浙江省科技成果春季拍卖会", StartPrice = 300_0000_00, Deposit = 30_0000_00,
            RegistrationClosesAt = At("2026-08-19").UnixMilliseconds, OpensAt = Opens.UnixMilliseconds, ClosesAt = extended.UnixMilliseconds, State = "confirmed", Bids = 3,
            LeadingLabel = "1", LeadingAmount = 480_0000_00, Winner = "1", Price = 480_0000_00, EndedAt = extended.UnixMilliseconds,
            AnnouncedAt = At("2026-08-05").UnixMilliseconds, UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 6,
        }));
    }

    [Test]
    public async Task A_pause_shows_that_it_is_overdue_until_it_ends()
    {
        var due = Opens + TimeSpan.FromDays(5);
        await market.HappenAsync(Kiln, Announced(Kiln), new AuctionOpened(Opens), new AuctionPaused("机房断电。", false, Opens, due));
        var overdue = All with { Overdue = true };
        Assert.That((Found(overdue), Found(All with { Overdue = false })), Is.EqualTo((Array.Empty<string>(), new[] { Kiln })));
        await market.HappenAsync(Kiln, new AuctionPauseOverdue(due));
        Assert.That((market.All(overdue).Single().PauseOverdueSince, Found(All with { Overdue = false })), Is.EqualTo(((long?)due.UnixMilliseconds, Array.Empty<string>())));
        await market.HappenAsync(Kiln, new AuctionResumed(due, Closes));
        Assert.That(Found(overdue), Is.Empty);
        var other = Id(Ids.Auction, 8);
        await market.HappenAsync(other, Announced(other), new AuctionOpened(Opens), new AuctionPaused("机房断电。", false, Opens, due), new AuctionPauseOverdue(due),
            new AuctionAnnulled(AnnulmentGround.SystemFault, "数据损毁。", due));
        Assert.That(Found(overdue), Is.Empty);
    }

    [Test]
    public async Task What_is_sealed_counts_and_shows_no_amount_until_it_is_revealed_and_leads()
    {
        var id = Id(Ids.Auction, 7);
        BidSealed Seal(int n) => new(Id(Ids.Bid, 70 + n), $"{n}", new byte[32], Opens, Opens, n, Closes);
        BidRevealed Reveal(int n, long wan, bool leads) => new(Id(Ids.Bid, 80 + n), Id(Ids.Bid, 70 + n), $"{n}", Money.WanYuan(wan), new byte[32], leads, Closes, Closes, Closes);
        await market.HappenAsync(id, Announced(id, format: new FormatTerms(SealedFirstPrice: new SealedFirstPrice(600))), new AuctionOpened(Opens), Seal(1), Seal(2), Seal(3));
        AuctionRow Row() => market.All(All with { Formats = [AuctionFormat.SealedFirstPrice] }).Single();
        Assert.That((Row().Bids, Row().LeadingLabel, Row().LeadingAmount), Is.EqualTo((3L, (string?)null, (long?)null)));
        await market.HappenAsync(id, Reveal(2, 330, true), Reveal(1, 320, false));
        Assert.That((Row().Bids, Row().LeadingLabel, Row().LeadingAmount), Is.EqualTo((3L, "2", (long?)330_0000_00)));
    }

    [Test]
    public async Task An_offer_that_trails_counts_and_does_not_lead()
    {
        var id = Id(Ids.Auction, 8);
        await market.HappenAsync(id, Announced(id, format: new FormatTerms(Turns: new Turns(3, 180, 180))), new AuctionOpened(Opens), Bid(1, "1", 330, id: Id(Ids.Bid, 91)),
            Bid(2, "2", 310, id: Id(Ids.Bid, 92)) with { Trails = true });
        var row = market.All(All with { Formats = [AuctionFormat.Turns] }).Single();
        Assert.That((row.Bids, row.LeadingLabel, row.LeadingAmount), Is.EqualTo((2L, "1", (long?)330_0000_00)));
    }

    [Test]
    public async Task An_unsold_lot_says_why_and_a_withdrawn_one_stays_public()
    {
        var (unsold, withdrawn) = (Id(Ids.Auction, 2), Id(Ids.Auction, 3));
        await market.HappenAsync(unsold, Announced(unsold), new AuctionOpened(Opens), new AuctionClosed(Closes, AuctionOutcome.Unsold, UnsoldReason.NoBids, null, null, null, null));
        await market.HappenAsync(withdrawn, Announced(withdrawn), new AuctionWithdrawn("另行处置", At("2026-08-10")));
        var rows = market.All(All);
        Assert.That((rows[1].State, rows[1].UnsoldReason, rows[1].Price), Is.EqualTo(("unsold", "no_bids", (long?)null)));
        Assert.That((rows[0].State, rows[0].EndedAt), Is.EqualTo(("withdrawn", (long?)At("2026-08-10").UnixMilliseconds)));
    }

    [Test]
    public async Task Filters_find_the_state_the_procedure_the_seller_the_session_the_field_and_the_end()
    {
        var other = Id(Ids.Auction, 2);
        await market.HappenAsync(Kiln, Announced(Kiln, session: "春拍"), new AuctionOpened(Opens));
        await market.HappenAsync(other, Announced(other, Stranger, "秋拍", At("2026-08-25")));

        Assert.That(Found(All with { States = [AuctionPhase.Open, AuctionPhase.Sold] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(All with { Procedures = [AuctionProcedure.Auction] }), Is.Empty);
        Assert.That(Found(All with { Sellers = [Stranger], Operators = [Operator] }), Is.EqualTo(new[] { other }));
        Assert.That(Found(All with { Sessions = ["春拍", "夏拍"] }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(All with { Fields = [TechnicalField.Environment], Regions = ["330100"] }), Is.EqualTo(new[] { other, Kiln }));
        Assert.That(Found(All with { ClosesFrom = Closes, ClosesBefore = At("2026-08-25") }), Is.EqualTo(new[] { Kiln }));
        Assert.That(Found(All with { ClosesFrom = Closes + TimeSpan.FromMilliseconds(1) }), Is.EqualTo(new[] { other }));
    }

    [Test]
    public async Task Who_bids_where_is_told_to_the_bidder_alone()
    {
        await market.HappenAsync(Kiln, Announced(Kiln));
        await market.HappenAsync(KilnBidders, Bidder("1", Glassworks));
        foreach (var viewer in Everybody)
            Assert.That(Found(new AuctionList { Viewer = viewer, WhereIBid = true }).Length, Is.EqualTo(viewer == AsGlassworks ? 1 : 0), viewer.ToString());
    }

    [Test]
    public async Task Sorted_by_their_end_none_is_left_out_when_late_bids_move_ends_between_pages()
    {
        for (var i = 0; i < 12; i++) await market.HappenAsync(Id(Ids.Auction, i), Announced(Id(Ids.Auction, i), closes: Closes + TimeSpan.FromMinutes(i / 3)));
        var seen = new List<string>();
        PageKey? next = null;
        for (var page = 0; page == 0 || next is not null; page++)
        {
            var got = market.Views.Ask(All with { OrderBy = AuctionOrder.ClosingSoonest, Limit = 4, After = next });
            seen.AddRange(got.Items.Select(r => r.Id));
            next = got.Next;
            if (page < 3)
            {
                // One of those already given and one that is still to come go to the end.
                await market.HappenAsync(Id(Ids.Auction, page), Bid(1, "1", 300, Closes + TimeSpan.FromMinutes(60 + page), Id(Ids.Bid, 10 * page)));
                await market.HappenAsync(Id(Ids.Auction, 11 - page), Bid(1, "1", 300, Closes + TimeSpan.FromMinutes(90 + page), Id(Ids.Bid, 10 * page + 1)));
            }
        }
        Assert.That(seen.Distinct(), Is.EquivalentTo(Enumerable.Range(0, 12).Select(i => Id(Ids.Auction, i))));
        Assert.That(seen.Take(4), Is.EqualTo(Enumerable.Range(0, 4).Select(i => Id(Ids.Auction, i))));
    }
}
