using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Queries;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests.Changes;

public sealed class ChangeFeedTests
{
    private static readonly Viewer AsFirstThing = new(Id(Ids.Organization, 101), OrganizationKind.University);

    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    private static ChangeFeed As(Viewer viewer, long after = 0, int limit = 500, params ResourceKind[] kinds) =>
        new() { Viewer = viewer, After = after, Limit = limit, Kinds = kinds.Length > 0 ? kinds : Enum.GetValues<ResourceKind>() };

    private string[] Told(Viewer viewer, long after = 0) => [.. market.Views.Ask(As(viewer, after)).Items.Select(entry => $"{entry.Kind} {entry.Version} {entry.Change}")];

    /// <summary>Reads to the position with pages of the size, while others write.</summary>
    private async Task<List<ChangeEntry>> FollowAsync(Viewer viewer, int limit, Task<long> written)
    {
        var told = new List<ChangeEntry>();
        for (long next = 0; ;)
        {
            var page = market.Views.Ask(As(viewer, next, limit));
            Assert.That(page.Next, Is.GreaterThanOrEqualTo(next), "a feed never goes back");
            told.AddRange(page.Items);
            next = page.Next;
            if (written.IsCompletedSuccessfully && next >= await written) return told;
            if (page.Items.Count == 0) await market.Views.WaitForAsync(next + 1, TimeSpan.FromSeconds(30), CancellationToken.None);
        }
    }

    private async Task<List<LogEvent>> LogAsync()
    {
        var events = new List<LogEvent>();
        while (events.Count < market.Log.Feed.Head) events.AddRange(await market.Log.Feed.ReadAsync(events.Count, 1000, CancellationToken.None));
        return events;
    }

    [Test]
    public async Task Ten_thousand_changes_written_while_eight_readers_page_reach_each_of_them_once_and_in_order()
    {
        var written = Task.Run(async () =>
        {
            long last = 0;
            foreach (var commit in RandomMarket.Of(11, 230, withFaults: false).Chunk(20)) last = await market.Log.AppendAsync([.. commit.Select(c => (c.Stream, (object)c.Event))]);
            return last;
        });
        (Viewer Viewer, int Limit)[] readers =
        [
            (Viewer.Anyone, 7), (Viewer.Anyone, 500), (AsUniversity, 5), (AsGlassworks, 11), (AsOffice, 3), (AsOperator, 13), (AsSupervisor, 50), (AsFirstThing, 17),
        ];
        var told = await Task.WhenAll(readers.Select(reader => Task.Run(() => FollowAsync(reader.Viewer, reader.Limit, written))));

        var log = await LogAsync();
        Assert.That(await written, Is.GreaterThan(10_000));
        for (var i = 0; i < readers.Length; i++) Assert.That(told[i], Is.EqualTo(ChangeOracle.Of(log, readers[i].Viewer)), $"{readers[i]}");
        Assert.That(market.Views.ParkedStreams, Is.Empty);
    }

    [Test]
    public async Task Each_kind_alone_is_that_part_of_the_whole()
    {
        long last = 0;
        foreach (var commit in RandomMarket.Of(12, 8, withFaults: false).Chunk(20)) last = await market.Log.AppendAsync([.. commit.Select(c => (c.Stream, (object)c.Event))]);
        await market.Views.ReachAsync(last);
        var log = await LogAsync();
        foreach (var viewer in Everybody)
            foreach (var kind in Enum.GetValues<ResourceKind>())
            {
                var page = market.Views.Ask(As(viewer, 0, 500, kind));
                Assert.That(page.Items, Is.EqualTo(ChangeOracle.Of(log, viewer).Where(entry => entry.Kind == kind)));
                Assert.That(page.Next, Is.EqualTo(last));
            }
    }

    [Test]
    public async Task An_achievement_is_its_owner_s_then_the_judges_and_at_last_everybody_s()
    {
        await market.HappenAsync(Id(Ids.Achievement, 1), [new AchievementDrafted(University, Content()), new AchievementSubmitted(At("2026-08-03")), new AchievementReturned(["补充"]),
            new AchievementRevised(Content()), new AchievementSubmitted(At("2026-08-04")), new AchievementApproved(At("2026-08-05")), new AchievementWithdrawn(null)]);
        Assert.That(Told(AsUniversity), Is.EqualTo(new[] { "Achievement 1 Appeared", "Achievement 2 Changed", "Achievement 3 Changed", "Achievement 4 Changed", "Achievement 5 Changed", "Achievement 6 Changed", "Achievement 7 Changed" }));
        Assert.That(Told(AsOperator), Is.EqualTo(new[] { "Achievement 2 Appeared", "Achievement 3 Changed", "Achievement  Removed", "Achievement 5 Appeared", "Achievement 6 Changed", "Achievement 7 Changed" }));
        Assert.That(Told(AsStranger), Is.EqualTo(new[] { "Achievement 6 Appeared", "Achievement  Removed" }));
        Assert.That(Told(Viewer.Anyone), Is.EqualTo(Told(AsStranger)));
    }

    [Test]
    public async Task What_is_withdrawn_or_taken_down_leaves_a_tombstone_to_strangers_and_stays_with_those_concerned()
    {
        await market.HappenAsync(Id(Ids.Listing, 1), [Opened(Id(Ids.Achievement, 1)), new ListingWithdrawn(null)]);
        await market.HappenAsync(Id(Ids.Demand, 1), [new DemandPosted(Glassworks, Demanded(), At("2026-08-05")), new DemandTakenDown(Operator, TakedownReason.Secrecy, "涉密", At("2026-08-06"))]);
        Assert.That(Told(Viewer.Anyone), Is.EqualTo(new[] { "Listing 1 Appeared", "Listing  Removed", "Demand 1 Appeared", "Demand  Removed" }));
        Assert.That(Told(AsGlassworks), Is.EqualTo(new[] { "Listing 1 Appeared", "Listing  Removed", "Demand 1 Appeared", "Demand 2 Changed" }));
        Assert.That(Told(AsUniversity), Is.EqualTo(new[] { "Listing 1 Appeared", "Listing 2 Changed", "Demand 1 Appeared", "Demand  Removed" }));
    }

    [Test]
    public async Task A_contract_that_is_filed_elsewhere_is_removed_from_the_first_office()
    {
        await market.HappenAsync(Id(Ids.Contract, 1), [Drafted(), Filed(), new FilingReturned(["补充"]), Filed(OtherOffice)]);
        Assert.That(Told(AsOffice), Is.EqualTo(new[] { "Contract 2 Appeared", "Contract 3 Changed", "Contract  Removed" }));
        Assert.That(Told(AsOtherOffice), Is.EqualTo(new[] { "Contract 4 Appeared" }));
        Assert.That(Told(AsStranger), Is.Empty);
    }

    [Test]
    public async Task A_deal_is_told_to_its_sides_its_market_and_whoever_has_a_say_in_its_terms()
    {
        var deal = Id(Ids.Deal, 1);
        await market.HappenAsync(deal, [TradeStory.Inquired(Id(Ids.Listing, 1), Id(Ids.Achievement, 1)), TradeStory.Agreed(TradeStory.CoOwner(OtherOffice)), new ConsentRecorded("1", ConsentDecision.Consented, null, At("2026-08-08"))]);
        foreach (var viewer in new[] { AsUniversity, AsGlassworks, AsOperator })
            Assert.That(Told(viewer), Is.EqualTo(new[] { "Deal 1 Appeared", "Deal 2 Changed", "Deal 3 Changed" }));
        Assert.That(Told(AsOtherOffice), Is.EqualTo(new[] { "Deal 2 Appeared", "Deal 3 Changed" }));
        Assert.That(new[] { Viewer.Anyone, AsStranger, AsSupervisor, AsOffice }.SelectMany(viewer => Told(viewer)), Is.Empty);
    }

    [Test]
    public async Task A_mandate_is_told_once_to_its_principal_and_its_agent_and_to_nobody_else()
    {
        var mandate = Id(Ids.Mandate, 1);
        var granted = TradeStory.Granted(mandate, University, OtherOffice, MandateScope.Deals);
        await market.HappenAsync(mandate, [granted]);
        await market.HappenAsync(MandatesHeld.StreamOf(OtherOffice), [granted]);
        await market.HappenAsync(mandate, [new MandateRevoked(mandate, null, At("2026-08-20"))]);
        foreach (var viewer in new[] { AsUniversity, AsOtherOffice }) Assert.That(Told(viewer), Is.EqualTo(new[] { "Mandate 1 Appeared", "Mandate 2 Changed" }));
        Assert.That(new[] { Viewer.Anyone, AsGlassworks, AsOperator, AsSupervisor }.SelectMany(viewer => Told(viewer)), Is.Empty);
    }

    [Test]
    public async Task A_publicity_is_named_by_its_listing_and_goes_with_it()
    {
        var (listing, publicity) = (Id(Ids.Listing, 1), Publicity.StreamOf(Id(Ids.Listing, 1)));
        await market.HappenAsync(listing, [Opened(Id(Ids.Achievement, 1), PriceMethod.Agreement)]);
        await market.HappenAsync(publicity, [TradeStory.Posted(listing, Id(Ids.Achievement, 1))]);
        await market.HappenAsync(listing, [new ListingWithdrawn(null)]);
        await market.HappenAsync(publicity, [new NoticeWithdrawn(At("2026-08-10"))]);
        Assert.That(Told(Viewer.Anyone), Is.EqualTo(new[] { "Listing 1 Appeared", "Publicity 1 Appeared", "Listing  Removed", "Publicity  Removed" }));
        foreach (var viewer in new[] { AsUniversity, AsOperator, AsSupervisor })
            Assert.That(Told(viewer), Is.EqualTo(new[] { "Listing 1 Appeared", "Publicity 1 Appeared", "Listing 2 Changed", "Publicity 2 Changed" }));
        Assert.That(market.Views.Ask(As(Viewer.Anyone, 0, 500, ResourceKind.Publicity)).Items.Select(entry => entry.Resource), Is.EqualTo(new[] { listing, listing }));
    }

    [Test]
    public async Task Next_moves_on_over_what_is_not_the_reader_s_to_know()
    {
        var last = await market.HappenAsync(Id(Ids.Contract, 1), Course());
        var page = market.Views.Ask(As(AsStranger));
        Assert.That((page.Items.Count, page.Next), Is.EqualTo((0, last)));
        Assert.That(market.Views.Ask(As(AsStranger, last)).Next, Is.EqualTo(last));
    }

    /// <summary>However much others do, a page costs what it holds.</summary>
    [Test]
    public void A_page_is_read_from_the_ranges_of_its_reader_and_scans_nothing()
    {
        var plan = market.Views.Ask(new Plan(As(AsOperator, 9)));
        Assert.That(plan.Count(step => step.Contains("SEARCH changes USING PRIMARY KEY (audience=? AND kind=? AND position>? AND position<?)", StringComparison.Ordinal)), Is.EqualTo(3 * Enum.GetValues<ResourceKind>().Length), string.Join('\n', plan));
        Assert.That(plan, Has.None.StartsWith("SCAN changes"));
    }

    private sealed record Plan(ChangeFeed Feed) : Query<IReadOnlyList<string>>
    {
        private sealed record Step
        {
            public required string Detail { get; init; }
        }

        internal override IReadOnlyList<string> Run(Reading reading)
        {
            var (sql, parameters) = Feed.Statement(reading.Position);
            return [.. reading.Rows<Step>($"explain query plan {sql}", parameters).Select(step => step.Detail)];
        }
    }

    [Test]
    public async Task Before_an_event_that_cannot_be_read_the_feed_waits_and_loses_nothing()
    {
        var before = await market.HappenAsync(Glassworks, [Registered(OrganizationKind.Enterprise, "宁波东海玻璃有限公司", "330203"), new OrganizationVerified(null)]);
        await market.HappenAsync(Id(Ids.Listing, 1), [new ListingWithdrawn(null)]);
        await market.HappenAsync(Stranger, [Registered(OrganizationKind.Enterprise, "绍兴碧源环境工程有限公司", "330602"), new OrganizationVerified(null)]);
        var page = market.Views.Ask(As(Viewer.Anyone));
        Assert.That((page.Items.Count, page.Next, page.Halted), Is.EqualTo((1, before, true)));
    }
}
