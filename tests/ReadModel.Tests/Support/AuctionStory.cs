using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using static Marketplace.ReadModel.Tests.Story;

namespace Marketplace.ReadModel.Tests;

/// <summary>The glass-kiln lot of 2014-06-30: 300 万元 at the start, knocked down at 480.</summary>
static class AuctionStory
{
    public static readonly string Kiln = Id(Ids.Auction, 1), KilnBidders = AuctionBidders.StreamOf(Kiln), KilnRefusals = RefusedBids.StreamOf(Kiln);

    public static readonly Instant Opens = At("2026-08-20"), Closes = At("2026-08-21");

    public static AuctionAnnounced Announced(string auction, string? seller = null, string? session = null, Instant? closes = null, string title = "玻璃窑炉环保治理技术", FormatTerms? format = null) => new(
        auction,
        new AuctionTerms(
            Id(Ids.Listing, 1), Id(Ids.Achievement, 1), seller ?? University, Operator, title, AuctionProcedure.CompetitiveBidding, null, null, session,
            Money.WanYuan(300), new Sealed(seller ?? University, [7, 8, 9], new byte[32]), [new LadderBand(Money.Zero, Money.WanYuan(10))], false, Money.WanYuan(30),
            At("2026-08-19"), Opens, closes ?? Closes, null, Format: format ?? new FormatTerms(new SoftClose(300))),
        "cn-2026-01", 24, true, At("2026-08-05"));

    /// <summary>A session of the operator from the moment on and for two hours.</summary>
    public static SessionCreated Held(string session, SessionSeries series, Instant opens, string? host = null, TechnicalField? field = null, string region = "330100") => new(
        session, Operator,
        new SessionPlan("2026年浙江省科技成果竞价会", series, AuctionProcedure.CompetitiveBidding, field, host, region, opens, opens + TimeSpan.FromHours(2), "网上竞价大厅", null, "凭营业执照报名。", null),
        "cn-2026-01", At("2026-03-01"));

    public static BidPlaced Bid(long sequence, string label, long wan, Instant? closes = null, string? id = null) =>
        new(id ?? Id(Ids.Bid, (int)sequence), label, Money.WanYuan(wan), Opens, Opens, sequence, closes ?? Closes, closes is not null);

    public static BidRefused Refused(int number, string label, long wan, string code = "bid.too_low") =>
        new(Id(Ids.Bid, 1000 + number), label, Money.WanYuan(wan), code, [], Opens, Opens);

    public static BidderRegistered Bidder(string label, string organization) => new(label, organization, Id(Ids.Person, 1), At("2026-08-06"));
}
