using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests;

/// <summary>The glass-kiln lot of 2014-06-30: 300 万元 at the start, knocked down at 480.</summary>
static class AuctionStory
{
    public static readonly string Kiln = Id(Ids.Auction, 1), KilnBidders = AuctionBidders.StreamOf(Kiln), KilnRefusals = RefusedBids.StreamOf(Kiln);

    public static readonly Instant Opens = At("2026-08-20"), Closes = At("2026-08-21");

    public static AuctionAnnounced Announced(string auction, string? seller = null, string? session = null, Instant? closes = null, string title = "玻璃窑炉环保治理技术") => new(
        auction,
        new AuctionTerms(
            Id(Ids.Listing, 1), Id(Ids.Achievement, 1), seller ?? University, Operator, title, AuctionProcedure.CompetitiveBidding, null, null, session,
            Money.WanYuan(300), new Sealed(seller ?? University, [7, 8, 9], new byte[32]), [new LadderBand(Money.Zero, Money.WanYuan(10))], false, Money.WanYuan(30),
            At("2026-08-19"), Opens, closes ?? Closes, null),
        "cn-2026-01", 24, true, At("2026-08-05"));

    public static BidPlaced Bid(long sequence, string label, long wan, Instant? closes = null, string? id = null) =>
        new(id ?? Id(Ids.Bid, (int)sequence), label, Money.WanYuan(wan), Opens, Opens, sequence, closes ?? Closes, closes is not null);

    public static BidRefused Refused(int number, string label, long wan, string code = "bid.too_low") =>
        new(Id(Ids.Bid, 1000 + number), label, Money.WanYuan(wan), code, [], Opens, Opens);

    public static BidderRegistered Bidder(string label, string organization) => new(label, organization, Id(Ids.Person, 1), At("2026-08-06"));
}
