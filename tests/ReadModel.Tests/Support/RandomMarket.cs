using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Apps;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Domain.Releases;
using static Marketplace.ReadModel.Tests.AuctionStory;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests;

/// <summary>
/// A history of the whole market in which many things go on at once, the same for the same seed. Each thing takes its own
/// events in their order; now and then one is out of order, so that its stream is parked.
/// </summary>
static class RandomMarket
{
    public static IEnumerable<(string Stream, Event Event)> Of(int seed, int things, bool withFaults)
    {
        var random = new Random(seed);
        var contracts = new RandomContracts(seed);
        var open = Enumerable.Range(1, things).SelectMany(i => Courses(i, random, contracts)).Select(c => new Queue<(string, Event)>(c)).ToList();
        while (open.Count > 0)
        {
            var course = open[random.Next(open.Count)];
            if (withFaults && random.Next(60) == 0 && course.Count > 1) course.Dequeue();
            yield return course.Dequeue();
            if (course.Count == 0) open.Remove(course);
        }
    }

    private static IEnumerable<IEnumerable<(string, Event)>> Courses(int i, Random random, RandomContracts contracts)
    {
        var (organization, achievement, listing, auction, contract) = (Id(Ids.Organization, 100 + i), Id(Ids.Achievement, i), Id(Ids.Listing, i), Id(Ids.Auction, i), Id(Ids.Contract, i));
        yield return On(organization, Registered((OrganizationKind)random.Next(7), $"第{i}研究所", contracts.Place()), new OrganizationVerified(null),
            new OrganizationSuspended("悔拍", random.Next(2) == 0 ? null : At("2026-09-01")), new OrganizationReinstated());
        yield return On(Id(Ids.Person, i), new PersonInvited(organization, new Sealed(Id(Ids.Person, i), [7, 8, 9], new byte[32]), [Role.OrgAdmin, Role.Publisher], new byte[32]), new RoleGranted(Role.Filer),
            new PersonSecretRotated(new byte[32], null), new RoleRevoked(Role.Publisher), random.Next(2) == 0 ? new PersonDeactivated() : new PersonErased());
        yield return On(Id(Ids.App, i), new AppCreated(organization, $"第{i}号应用", ["people"], [Role.OrgAdmin], new byte[32]), new AppSecretRotated(new byte[32], null), new AppRevoked());
        // What is offered is an approved achievement: its listing and its auction follow on its own course, as they do on the market.
        var offered = On(achievement,
            new AchievementDrafted(organization, new AchievementContent()), new AchievementRevised(Content($"第{i}号成果", (TechnicalField)random.Next(11), contracts.Place())),
            new AchievementSubmitted(At("2026-08-03")), random.Next(4) == 0 ? new AchievementReturned(["补充材料"]) : new AchievementApproved(At("2026-08-04")));
        var listed = On(listing, Opened(achievement, (PriceMethod)random.Next(3), organization),
            new ListingTakenToAuction(auction), random.Next(2) == 0 ? new ListingSold(auction) : new ListingReturnedFromAuction(auction));
        var auctioned = On(auction, [Announced(auction, organization), new AuctionOpened(Opens), .. Enumerable.Range(1, random.Next(8)).Select(n => Bid(n, $"{random.Next(1, 4)}", 300 + 10 * n, id: Id(Ids.Bid, 1000 * i + n))),
            random.Next(2) == 0 ? new AuctionClosed(Closes, AuctionOutcome.Unsold, UnsoldReason.ReserveNotMet, null, null, null, null) : new AuctionClosed(Closes, AuctionOutcome.Sold, null, "1", Id(Ids.Bid, 1), Money.WanYuan(400), null)]);
        yield return On(Id(Ids.Session, i), Held(Id(Ids.Session, i), (SessionSeries)(i % 3), At("2026-08-20"), region: contracts.Place()), new LotAdded(1, auction, $"第{i}号成果", At("2026-08-05")));
        yield return offered.Concat(listed).Concat(auctioned);
        yield return On(AuctionBidders.StreamOf(auction), Bidder("1", Id(Ids.Organization, 1)), Bidder("2", Id(Ids.Organization, 2)), new BidderQualified("1", Opens), new BidderRejected("2", ["资格不符"], Opens),
            new DepositConfirmed("1", Money.WanYuan(30), "1", Opens), new DepositReleased("1", Money.WanYuan(30), Closes, Closes));
        yield return On(RefusedBids.StreamOf(auction), new BidRefused(Id(Ids.Bid, 1000 * i + 900), "2", Money.WanYuan(1), "bid.too_low", [], Opens, Opens));
        foreach (var course in TradeStory.Courses(i, random, organization)) yield return course;
        yield return On(contract, [.. random.Next(3) == 0 ? [.. Course()[..3], new DecisionOverdue(At("2026-09-11")), .. Course()[3..^1]] : Course(contracts.Take(1).Single())]);
        yield return On($"num_{Office}_{i}", new NumberTaken(1, contract));
        var (demand, proposal) = (Id(Ids.Demand, i), Id(Ids.Proposal, i));
        yield return On(demand, new DemandPosted(organization, Demanded($"第{i}号需求"), At("2026-08-05")), new DemandRevised(Demanded($"第{i}号需求", contracts.Place()), At("2026-08-06")),
            new DemandClosed(DemandClosureReason.Solved, null, At("2026-08-20")), new DemandTakenDown(Operator, TakedownReason.FalseInformation, "经核查不实。", At("2026-08-21")));
        yield return On(proposal, new ProposalSubmitted(demand, 1, organization, University, new Sealed(proposal, [1, 2, 3], new byte[32]), At("2026-08-07")),
            i % 2 == 0 ? new ProposalWithdrawn(At("2026-08-08")) : new ProposalDeclined(new Sealed(proposal, [4, 5, 6], new byte[32]), At("2026-08-09")));
        yield return On(Id(Ids.Contract, 500 + i), contracts.TakeOver(1).Single());
        yield return On(Id(Ids.Release, i), ReleasedFor(new Month(2026, 1 + i % 12), i % 3 == 0 ? null : contracts.Place(), i), new ReleaseSuperseded(Id(Ids.Release, 500 + i), At("2026-09-02")));
    }

    private static IEnumerable<(string, Event)> On(string stream, params Event[] events) => events.Select(e => (stream, e));
}
