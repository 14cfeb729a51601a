using Marketplace.Domain;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Bidders;
using Marketplace.ReadModel.Bids;
using Marketplace.ReadModel.Contracts;
using Marketplace.ReadModel.Demands;
using Marketplace.ReadModel.Listings;
using Marketplace.ReadModel.Organizations;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Queries;

public sealed class PagingTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task While_rows_come_and_change_between_pages_those_that_were_there_are_each_given_once()
    {
        for (var i = 0; i < 20; i++) await market.Log.AppendAsync(Id(Ids.Listing, i), [Opened(Id(Ids.Achievement, i))]);
        await market.Views.ReachAsync(20);

        var seen = new List<string>();
        PageKey? next = null;
        for (var page = 0; page == 0 || next is not null; page++)
        {
            var got = market.Views.Ask(new ListingList { Viewer = AsSupervisor, Limit = 3, After = next });
            seen.AddRange(got.Items.Select(r => r.Id));
            next = got.Next;
            // Two new ones on top, one of the seen and one of the unseen changes.
            await market.HappenAsync(Id(Ids.Listing, 100 + page), Opened(Id(Ids.Achievement, 100 + page)));
            await market.HappenAsync(Id(Ids.Listing, 200 + page), Opened(Id(Ids.Achievement, 200 + page)));
            await market.HappenAsync(Id(Ids.Listing, 19 - page), new ListingTakenToAuction(Id(Ids.Auction, page)));
            await market.HappenAsync(Id(Ids.Listing, page), new ListingWithdrawn(null));
        }
        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 20).Reverse().Select(i => Id(Ids.Listing, i))));
    }

    [Test]
    public async Task The_last_page_has_no_next_also_when_it_is_full()
    {
        for (var i = 0; i < 4; i++) await market.Log.AppendAsync(Id(Ids.Listing, i), [Opened(Id(Ids.Achievement, i))]);
        await market.Views.ReachAsync(4);
        var first = market.Views.Ask(new ListingList { Viewer = Viewer.Anyone, Limit = 2 });
        var second = market.Views.Ask(new ListingList { Viewer = Viewer.Anyone, Limit = 2, After = first.Next });
        Assert.That((first.Next, second.Items.Count, second.Next), Is.EqualTo(((PageKey?)new PageKey(3, 3), 2, (PageKey?)null)));
        Assert.That((first.Position, first.Incomplete), Is.EqualTo((4L, false)));
    }

    [TestCase(0)]
    [TestCase(201)]
    public void A_page_of_none_or_of_more_than_200_rows_is_not_asked_for(int limit) =>
        Assert.That(() => market.Views.Ask(new ListingList { Viewer = Viewer.Anyone, Limit = limit }), Throws.InvalidOperationException);

    [Test]
    public async Task A_list_with_a_row_that_stands_still_says_so()
    {
        await market.HappenAsync(Id(Ids.Listing, 1), new ListingSold(Id(Ids.Auction, 1)));
        Assert.That(market.Views.Ask(new ListingList { Viewer = Viewer.Anyone }).Incomplete, Is.True);
        Assert.That(market.Views.Ask(new OrganizationList { Viewer = Viewer.Anyone }).Incomplete, Is.False);
    }

    [Test]
    public void A_region_as_a_range_of_codes_holds_exactly_what_lies_in_the_region()
    {
        var codes = Codelists.Get("region").Select(r => r.Code).Append("330103").ToList();
        foreach (var ancestor in codes.Where(c => Regions.Find(c)?.Level is not RegionLevel.County))
        {
            var ranges = RegionRange.Of(ancestor).ToList();
            foreach (var code in codes)
            {
                var inRange = ranges.Any(r => string.CompareOrdinal(code, r.First) >= 0 && string.CompareOrdinal(code, r.Last) <= 0);
                if (inRange != Regions.IsWithin(code, ancestor)) Assert.Fail($"{code} in {ancestor}: {inRange}");
            }
        }
    }

    /// <summary>A list that sorts what it found grows with the table; each takes its order from an index or from the table itself.</summary>
    [Test]
    public void No_list_sorts_what_it_has_found()
    {
        foreach (var viewer in Everybody)
        {
            NoSort(new OrganizationList { Viewer = viewer });
            NoSort(new OrganizationList { Viewer = viewer, Kinds = [OrganizationKind.University], Regions = ["330000"] });
            NoSort(new AchievementList { Viewer = viewer });
            NoSort(new AchievementList { Viewer = viewer, Owners = [University], After = new PageKey(9, 9) });
            NoSort(new AchievementList { Viewer = viewer, Regions = ["330000"], States = [Domain.Achievements.AchievementPhase.Approved] });
            NoSort(new ListingList { Viewer = viewer });
            NoSort(new ListingList { Viewer = viewer, Markets = [Operator], States = [ListingPhase.Open], After = new PageKey(9, 9) });
            NoSort(new DemandList { Viewer = viewer });
            NoSort(new DemandList { Viewer = viewer, Sort = DemandOrder.Deadline, After = new PageKey(9, 9) });
            NoSort(new DemandList { Viewer = viewer, Sort = DemandOrder.Budget, States = [Domain.Demands.DemandPhase.Open], BudgetFrom = Money.WanYuan(100) });
            NoSort(new DemandList { Viewer = viewer, Sort = DemandOrder.Deadline, States = [Domain.Demands.DemandPhase.Open], Regions = ["330000"] });
            NoSort(new ProposalList { Viewer = viewer, Demand = Id(Ids.Demand, 1), After = new PageKey(9, 9) });
            NoSort(new AuctionList { Viewer = viewer });
            NoSort(new AuctionList { Viewer = viewer, OrderBy = AuctionOrder.ClosingSoonest, After = new PageKey(9, 9) });
            NoSort(new AuctionList { Viewer = viewer, OrderBy = AuctionOrder.ClosingSoonest, States = [Domain.Auctions.AuctionPhase.Open], After = new PageKey(9, 9) });
            NoSort(new AuctionList { Viewer = viewer, States = [Domain.Auctions.AuctionPhase.Open], Sessions = ["春拍"], WhereIBid = true });
            NoSort(new BidList { Viewer = viewer, Auction = Id(Ids.Auction, 1), After = new PageKey(9, 9) });
            NoSort(new BidList { Viewer = viewer, Auction = Id(Ids.Auction, 1), OldestFirst = true });
            NoSort(new BidderList { Viewer = viewer, Auction = Id(Ids.Auction, 1) });
            NoSort(new ContractList { Viewer = viewer });
            NoSort(new ContractList { Viewer = viewer, States = [Domain.Contracts.ContractPhase.Filed], After = new PageKey(9, 9) });
        }
    }

    private void NoSort<TRow>(ListQuery<TRow> list)
    {
        var plan = market.Views.Ask(new Plan<TRow>(list));
        Assert.That(plan, Has.None.Contains("TEMP B-TREE FOR ORDER BY"), $"{list}\n{string.Join('\n', plan)}");
    }

    private sealed record Plan<TRow>(ListQuery<TRow> List) : Query<IReadOnlyList<string>>
    {
        private sealed record Step
        {
            public required string Detail { get; init; }
        }

        internal override IReadOnlyList<string> Run(Reading reading)
        {
            var (sql, parameters) = List.Statement();
            return [.. reading.Rows<Step>($"explain query plan {sql}", parameters).Select(s => s.Detail)];
        }
    }
}
