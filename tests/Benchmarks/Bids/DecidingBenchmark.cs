using System.Diagnostics;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Benchmarks.Bids;

/// <summary>
/// What it takes to decide one bid and to fold it, on one thread, without log or server: bids that outbid one another, by bidders in
/// turn. Early ones and late ones apart, because neither time nor memory may grow with how many there have been.
/// </summary>
internal static class DecidingBenchmark
{
    /// <summary>Microseconds.</summary>
    private const double Limit = 2;

    private static readonly Instant AnnouncedAt = Instant.StartOf(new DateOnly(2026, 9, 1)), OpensAt = Instant.StartOf(new DateOnly(2026, 9, 15));

    public static int Run(Options options)
    {
        var (bids, bidders) = (options.Number("bids", 1_000_000), options.Number("bidders", 64));
        Console.WriteLine($"{Machine.Describe()}; {bids} bids by {bidders} bidders.\n");
        var (auction, admitted, organization, ids) = Prepare(bidders);
        // Warm, on a course of its own.
        Stretch(auction, admitted, organization, ids, 0, 100_000);

        Console.WriteLine("| bids before | µs a bid | bytes a bid |");
        Console.WriteLine("|--:|--:|--:|");
        var (state, worst, tenth) = (auction, 0.0, bids / 10);
        for (var i = 0; i < 10; i++)
        {
            var (after, microseconds, bytes) = Stretch(state, admitted, organization, ids, i * tenth, tenth);
            Console.WriteLine($"| {i * tenth} | {microseconds:0.00} | {bytes:0} |");
            (state, worst) = (after, Math.Max(worst, microseconds));
        }
        Console.WriteLine($"\nThe slowest tenth: {worst:0.00} µs a bid (limit {Limit:0}).");
        return worst <= Limit ? 0 : 1;
    }

    private static (Auction, double Microseconds, double Bytes) Stretch(Auction auction, AuctionBidders bidders, Organization organization, string[] ids, int from, int count)
    {
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = from; i < from + count; i++)
        {
            var at = OpensAt + TimeSpan.FromMilliseconds(i);
            var amount = HotAuction.StartPrice + Money.Yuan(i);
            var decision = Domain.Auctions.Bidding.Place(auction, bidders, organization, new BidRequest("bid_0198d3a1b2c37000800000000000a001", ids[i % ids.Length], amount, at), at).Auction;
            if (decision.Refusal is { } refusal) throw new InvalidOperationException($"Bid {i} was refused: {refusal.Code}.");
            foreach (var e in decision.Events) auction = auction.Apply(e);
        }
        return (auction, Stopwatch.GetElapsedTime(started).TotalMicroseconds / count, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)count);
    }

    private static (Auction, AuctionBidders, Organization, string[] Ids) Prepare(int count)
    {
        var auction = Auction.Initial;
        foreach (var e in Auction.Announce("auc_0198d3a1b2c37000800000000000a001", HotAuction.Terms("lst_1", "ach_1", "org_seller", "org_market", OpensAt), RuleBook.Initial.InForce(AnnouncedAt), AnnouncedAt).Events)
            auction = auction.Apply(e);
        var organization = Organization.Initial;
        organization = organization.Apply(new OrganizationRegistered(OrganizationKind.Enterprise, "绍兴环保玻璃有限公司", null, "91330100MA27XQEY0A", true, "330602", null, null));
        organization = organization.Apply(new OrganizationVerified("核验"));
        var (bidders, ids) = (AuctionBidders.Initial, new string[count]);
        for (var i = 0; i < count; i++)
        {
            ids[i] = $"org_{i:x32}";
            foreach (var e in new Event[] { new BidderRegistered($"{i + 1}", ids[i], "usr_1", AnnouncedAt), new BidderQualified($"{i + 1}", AnnouncedAt), new DepositConfirmed($"{i + 1}", HotAuction.Deposit, "转账", AnnouncedAt) })
                bidders = bidders.Apply(e);
        }
        return (auction, bidders, organization, ids);
    }
}
