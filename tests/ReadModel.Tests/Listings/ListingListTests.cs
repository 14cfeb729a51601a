using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Listings;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Listings;

public sealed class ListingListTests
{
    private static readonly string Kiln = Id(Ids.Achievement, 1), Chip = Id(Ids.Achievement, 2), ForAuction = Id(Ids.Listing, 1), AtPrice = Id(Ids.Listing, 2);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"));
        await market.HappenAsync(Operator, Registered(OrganizationKind.MarketOperator, "浙江科技大市场", "330000"));
        await market.HappenAsync(Kiln, Approved(Content()));
        await market.HappenAsync(Chip, Approved(Content("射频芯片", TechnicalField.ElectronicInformation, "210102"), Stranger));
        await market.HappenAsync(ForAuction, Opened(Kiln));
        await market.HappenAsync(AtPrice, Opened(Chip, PriceMethod.Listing, Stranger));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private string[] Found(ListingList list) => [.. market.All(list).Select(r => r.Id)];

    [Test]
    public void A_row_shows_what_is_offered_by_whom_on_which_market_and_how_the_price_is_found()
    {
        var row = market.All(new ListingList { Viewer = Viewer.Anyone }).Single(r => r.Id == ForAuction);
        Assert.That(row, Is.EqualTo(new ListingRow
        {
            Id = ForAuction, Achievement = Kiln, TitleZh = "玻璃窑炉环保治理技术", Field = "environment", Stage = "mature", Region = "330106", Seller = University, SellerName = "浙江大学",
            Market = Operator, MarketName = "浙江科技大市场", TransferMode = "transfer", PriceMethod = "auction", State = "open", OpenedAt = At("2026-08-05").UnixMilliseconds,
            UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 9,
        }));
    }

    [Test]
    public async Task A_listing_goes_to_auction_comes_back_goes_again_and_is_sold()
    {
        var (first, second) = (Id(Ids.Auction, 1), Id(Ids.Auction, 2));
        (string, string?, string?) Now() => market.All(new ListingList { Viewer = Viewer.Anyone }).Where(r => r.Id == ForAuction).Select(r => (r.State, r.Auction, r.Deal)).Single();
        await market.HappenAsync(ForAuction, new ListingTakenToAuction(first));
        Assert.That(Now(), Is.EqualTo(("in_auction", first, (string?)null)));
        await market.HappenAsync(ForAuction, new ListingReturnedFromAuction(first));
        Assert.That(Now(), Is.EqualTo(("open", first, (string?)null)));
        await market.HappenAsync(ForAuction, new ListingTakenToAuction(second), new ListingSold(second));
        Assert.That(Now(), Is.EqualTo(("sold", second, second)));
    }

    [Test]
    public void Filters_find_the_market_the_seller_the_price_method_the_field_and_the_place()
    {
        var all = new ListingList { Viewer = Viewer.Anyone };
        Assert.That(Found(all with { Markets = [Operator] }), Is.EqualTo(new[] { AtPrice, ForAuction }));
        Assert.That(Found(all with { Sellers = [University] }), Is.EqualTo(new[] { ForAuction }));
        Assert.That(Found(all with { PriceMethods = [PriceMethod.Listing, PriceMethod.Agreement] }), Is.EqualTo(new[] { AtPrice }));
        Assert.That(Found(all with { Fields = [TechnicalField.ElectronicInformation] }), Is.EqualTo(new[] { AtPrice }));
        Assert.That(Found(all with { Regions = ["330000"] }), Is.EqualTo(new[] { ForAuction }));
        Assert.That(Found(all with { Achievements = [Chip], TransferModes = [TransferMode.Transfer], States = [ListingPhase.Open] }), Is.EqualTo(new[] { AtPrice }));
    }

    [Test]
    public async Task A_withdrawn_listing_is_seen_by_its_seller_its_market_and_the_supervisor_only()
    {
        await market.HappenAsync(ForAuction, new ListingWithdrawn("另行处置"));
        foreach (var viewer in Everybody)
            Assert.That(Found(new ListingList { Viewer = viewer }).Contains(ForAuction), Is.EqualTo(viewer == AsUniversity || viewer == AsOperator || viewer == AsSupervisor), viewer.ToString());
    }
}
