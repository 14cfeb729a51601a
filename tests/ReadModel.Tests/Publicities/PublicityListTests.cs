using Marketplace.Domain;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.ReadModel.Publicities;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;
using static Marketplace.ReadModel.Tests.TradeStory;

namespace Marketplace.ReadModel.Tests.Publicities;

public sealed class PublicityListTests
{
    private static readonly string Kiln = Id(Ids.Achievement, 1), Listing = Id(Ids.Listing, 1), Stream = Publicity.StreamOf(Listing), Objection = Id(Ids.Objection, 1);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        await market.HappenAsync(University, Registered(OrganizationKind.University, "浙江大学", "330106"), new OrganizationVerified(null));
        await market.HappenAsync(Listing, Opened(Kiln, PriceMethod.Agreement));
        await market.HappenAsync(Stream, Posted(Listing, Kiln));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private PublicityRow Row() => market.All(new PublicityList { Viewer = Viewer.Anyone }).Single();

    [Test]
    public void A_row_shows_what_is_sold_by_whom_at_what_price_and_until_when_it_stands() => Assert.That(Row(), Is.EqualTo(new PublicityRow
    {
        Listing = Listing, Seller = University, SellerName = "浙江大学", Market = Operator, Title = "玻璃窑炉环保治理技术", TransferMode = "transfer", Price = 480_0000_00, Relation = "none",
        State = "running", PostedAt = At("2026-08-05").UnixMilliseconds, EndsAt = At("2026-08-21").UnixMilliseconds, UpdatedAt = Market.Opening.ToUnixTimeMilliseconds(), Position = 4,
    }));

    [Test]
    public async Task It_is_stopped_goes_on_ends_and_is_followed_by_another_in_the_same_row()
    {
        await market.HappenAsync(Stream, new ObjectionRaised(Objection, Stranger, Id(Ids.Person, 1), new Sealed(Objection, [1], new byte[32]), At("2026-08-08"), 2));
        Assert.That((Row().State, Row().EndsAt), Is.EqualTo(("suspended", (long?)null)));
        await market.HappenAsync(Stream, new ObjectionDecided(Objection, ObjectionDecision.Rejected, "不成立。", At("2026-08-09"), At("2026-08-23")));
        Assert.That((Row().State, Row().EndsAt), Is.EqualTo(("running", (long?)At("2026-08-23").UnixMilliseconds)));
        await market.HappenAsync(Stream, new NoticeRevised(Notice(Kiln, 500, Glassworks, BuyerRelation.Related), new string('b', 64), At("2026-08-10"), At("2026-08-26")));
        Assert.That((Row().Price, Row().Buyer, Row().Relation), Is.EqualTo((500_0000_00L, Glassworks, "related")));
        await market.HappenAsync(Stream, new PublicityEnded(new string('b', 64), At("2026-08-26")));
        Assert.That(Row().State, Is.EqualTo("ended"));
        await market.HappenAsync(Stream, Posted(Listing, Kiln, wan: 510));
        Assert.That((Row().State, Row().Price, Row().Position), Is.EqualTo(("running", 510_0000_00L, 4L)));
    }

    [Test]
    public async Task Of_a_withdrawn_listing_it_is_seen_by_those_who_see_the_listing()
    {
        await market.HappenAsync(Listing, new ListingWithdrawn(null));
        foreach (var viewer in Everybody)
            Assert.That(market.All(new PublicityList { Viewer = viewer }), Has.Count.EqualTo(viewer == AsUniversity || viewer == AsOperator || viewer == AsSupervisor ? 1 : 0), viewer.ToString());
    }
}
