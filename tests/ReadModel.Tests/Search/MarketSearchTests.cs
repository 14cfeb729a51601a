using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Search;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Search;

public sealed class MarketSearchTests
{
    private static readonly string Kiln = Id(Ids.Achievement, 1), Listing = Id(Ids.Listing, 1), Auction = Id(Ids.Auction, 1), Demand = Id(Ids.Demand, 1);
    private Shop shop = null!;

    [SetUp]
    public async Task OpenAsync() => shop = await Shop.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await shop.DisposeAsync();

    private static DemandPosted Posted(string title = "求购窑炉脱硝技术", long? least = null, long? most = 200) => new(Glassworks, new DemandContent
    {
        TitleZh = title, DescriptionZh = "浮法玻璃窑炉烟气脱硝，排放低于每立方米50毫克。", Field = TechnicalField.Environment, Keywords = ["脱硝"], Region = "330203",
        BudgetMin = least is { } low ? Money.WanYuan(low) : null, BudgetMax = most is { } high ? Money.WanYuan(high) : null,
    }, At("2026-08-05"));

    [Test]
    public async Task An_achievement_is_found_from_its_approval_to_its_withdrawal()
    {
        await shop.Market.HappenAsync(Kiln, new AchievementDrafted(University, Content()));
        Assert.That(shop.Found("窑炉"), Is.Empty);
        await shop.Market.HappenAsync(Kiln, new AchievementSubmitted(At("2026-08-03")), new AchievementReturned(["补充专利号"]), new AchievementRevised(Content("玻璃窑炉烟气治理")), new AchievementSubmitted(At("2026-08-03")));
        Assert.That(shop.Found("窑炉"), Is.Empty);
        await shop.Market.HappenAsync(Kiln, new AchievementApproved(At("2026-08-04")));
        Assert.That((shop.Found("烟气"), shop.Found("环保")), Is.EqualTo((new[] { Kiln }, Array.Empty<string>())));
        await shop.Market.HappenAsync(Kiln, new AchievementWithdrawn(null));
        Assert.That(shop.Ask("窑炉").Totals!.Count, Is.Zero);
        Assert.That(shop.Ask(new MarketSearch()).Totals!.Facets.Kinds, Is.Empty);
    }

    [Test]
    public async Task A_listing_is_found_by_its_achievement_until_it_is_sold()
    {
        await shop.Market.HappenAsync(Kiln, Approved(Content()));
        await shop.Market.HappenAsync(Listing, Opened(Kiln));
        Assert.That(shop.Found(new MarketSearch { Text = "环保", Kinds = [SearchKind.Listing], Statuses = ["open"] }), Is.EqualTo(new[] { Listing }));
        await shop.Market.HappenAsync(Listing, new ListingTakenToAuction(Auction));
        Assert.That(shop.Found(new MarketSearch { Text = "环保", Statuses = ["open"] }), Is.Empty);
        Assert.That(shop.Found(new MarketSearch { Text = "环保", Statuses = ["in_auction"] }), Is.EqualTo(new[] { Listing }));
        await shop.Market.HappenAsync(Listing, new ListingSold(Auction));
        Assert.That(shop.Found("环保"), Is.EqualTo(new[] { Kiln }));
    }

    [Test]
    public async Task An_auction_has_a_title_of_its_own_and_is_found_with_what_it_went_for()
    {
        await shop.Market.HappenAsync(Kiln, Approved(Content("烟气治理")));
        await shop.Market.HappenAsync(Auction, AuctionStory.Announced(Auction), new AuctionOpened(AuctionStory.Opens));
        Assert.That(shop.Found(new MarketSearch { Text = "玻璃 烟气", PriceFrom = 300_0000_00, PriceTo = 300_0000_00 }), Is.EqualTo(new[] { Auction }));
        await shop.Market.HappenAsync(Auction, new AuctionClosed(AuctionStory.Closes, AuctionOutcome.Sold, null, "1", Id(Ids.Bid, 1), Money.WanYuan(480), null));
        var hit = shop.Ask(new MarketSearch { Text = "玻璃", PriceFrom = 480_0000_00 }).Hits.Single();
        Assert.That((hit.Resource, hit.Kind, hit.Status, hit.Price, hit.Title, hit.TitleZh), Is.EqualTo((Auction, SearchKind.Auction, "sold", (long?)480_0000_00, "玻璃窑炉环保治理技术", "烟气治理")));
        Assert.That(shop.Found(new MarketSearch { Text = "玻璃", PriceTo = 300_0000_00 }), Is.Empty);
    }

    [Test]
    public async Task A_withdrawn_auction_is_found_no_more()
    {
        await shop.Market.HappenAsync(Auction, AuctionStory.Announced(Auction));
        Assert.That(shop.Found("窑炉"), Is.EqualTo(new[] { Auction }));
        await shop.Market.HappenAsync(Auction, new AuctionWithdrawn("权属存疑", AuctionStory.Opens));
        Assert.That(shop.Found("窑炉"), Is.Empty);
    }

    [Test]
    public async Task A_demand_is_found_by_what_it_says_now_until_it_is_closed()
    {
        await shop.Market.HappenAsync(Demand, Posted());
        Assert.That(shop.Found(new MarketSearch { Text = "脱硝", Regions = ["330200"], PriceFrom = 1 }), Is.EqualTo(new[] { Demand }));
        await shop.Market.HappenAsync(Demand, new DemandRevised(Posted("求购窑炉脱硫技术", least: 100, most: null).Content, At("2026-08-06")));
        Assert.That((shop.Found("求购窑炉脱硝"), shop.Found("求购窑炉脱硫")), Is.EqualTo((Array.Empty<string>(), new[] { Demand })));
        Assert.That(shop.Found(new MarketSearch { Text = "脱硫", PriceTo = 100_0000_00 }), Is.EqualTo(new[] { Demand }));
        await shop.Market.HappenAsync(Demand, new DemandTakenDown(Operator, TakedownReason.FalseInformation, "内容不实", At("2026-08-07")));
        Assert.That(shop.Found("脱硫"), Is.Empty);
        Assert.That(shop.Market.Views.Ask(new SearchSuggestions { Text = "求" }).Items, Is.Empty);
    }

    [Test]
    public async Task What_was_met_is_shown_in_every_text()
    {
        await shop.ApproveAsync(1, Content() with { SummaryZh = "用于玻璃窑炉的烟气治理。", SummaryEn = "For glass furnaces.", Keywords = ["脱硝", "玻璃"] });
        var highlights = shop.Ask("玻璃").Hits.Single().Highlights;
        Assert.That(highlights.Select(h => (h.Field, h.Text, h.Ranges.Single())), Is.EqualTo(new[]
        {
            ("titleZh", "玻璃窑炉环保治理技术", new TextRange(0, 2)), ("keywords", "脱硝\n玻璃", new TextRange(3, 5)), ("summaryZh", "用于玻璃窑炉的烟气治理。", new TextRange(2, 4)),
        }));
        Assert.That(shop.Ask("glasses").Hits.Single().Highlights.Single().Ranges, Is.EqualTo(new[] { new TextRange(4, 9) }));
    }

    [Test]
    public async Task Two_words_may_stand_in_two_texts()
    {
        await shop.ApproveAsync(1, Content() with { SummaryEn = "For glass furnaces." });
        Assert.That(shop.Found("窑炉 furnace"), Is.EqualTo(new[] { Kiln }));
        Assert.That(shop.Found("窑炉 kiln"), Is.Empty);
    }

    [Test]
    public async Task A_day_of_publication_is_a_bound()
    {
        await shop.ApproveAsync(0, Content());
        shop.Market.Clock.Advance(TimeSpan.FromDays(1));
        await shop.ApproveAsync(1, Content());
        var second = Instant.From(Market.Opening.AddDays(1));
        Assert.That(shop.Found(new MarketSearch { PublishedFrom = second }), Is.EqualTo(new[] { Shop.Achievement(1) }));
        Assert.That(shop.Found(new MarketSearch { PublishedBefore = second }), Is.EqualTo(new[] { Shop.Achievement(0) }));
        Assert.That(shop.Found(new MarketSearch { PublishedFrom = second + TimeSpan.FromHours(1) }), Is.Empty);
        Assert.That(shop.Found(new MarketSearch { Text = "玻璃", PublishedBefore = Instant.From(Market.Opening) }), Is.Empty);
    }

    [Test]
    public async Task What_the_projection_could_not_read_makes_answers_incomplete()
    {
        await shop.Market.HappenAsync(Listing, new ListingSold(Auction));
        Assert.That(shop.Ask("玻璃").Incomplete, Is.True);
    }

    [Test]
    public async Task Suggestions_begin_as_was_typed_in_either_script_the_most_frequent_first()
    {
        await shop.ApproveAsync(0, Content("转化医学平台") with { Keywords = ["转化", "医学"] });
        await shop.ApproveAsync(1, Content("轉化效率評價") with { Keywords = ["转化", "Laser"] });
        await shop.ApproveAsync(2, Content("激光清洗") with { Keywords = ["laser cleaning"] });
        IReadOnlyList<Suggestion> Suggested(string text) => shop.Market.Views.Ask(new SearchSuggestions { Text = text }).Items;
        Assert.That(Suggested("轉").Select(s => (s.Text, s.Documents)), Is.EqualTo(new[] { ("转化", 2L), ("转化医学平台", 1L), ("轉化效率評價", 1L) }));
        Assert.That(Suggested("LAS").Select(s => s.Text), Is.EqualTo(new[] { "Laser", "laser cleaning" }));
        Assert.That(Suggested("%").Concat(Suggested("_")).Concat(Suggested("清洗")), Is.Empty);
        await shop.Market.HappenAsync(Shop.Achievement(0), new AchievementWithdrawn(null));
        Assert.That(Suggested("转化").Select(s => (s.Text, s.Documents)), Is.EqualTo(new[] { ("转化", 1L), ("轉化效率評價", 1L) }));
    }

    [Test]
    public void Places_as_terms_hold_what_the_list_of_regions_says()
    {
        var codes = Codelists.Get("region").Select(r => r.Code).Append("330103").ToList();
        var terms = codes.ToDictionary(code => code, code => new SearchProperties(SearchKind.Listing, null, null, code, "open", null).Terms().ToHashSet());
        foreach (var ancestor in codes)
            foreach (var code in codes)
                if (terms[code].Contains(SearchProperties.RegionTerm(ancestor)) != Regions.IsWithin(code, ancestor)) Assert.Fail($"{code} in {ancestor}");
    }
}
