using System.Collections.Immutable;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>
/// A lot to try things on: announced on 1 September 2026 at 10:00, bidding on 15 September from 09:00 to 16 September
/// 09:00 Shanghai time, from 300 万元 in steps of 10 万元, deposit 30 万元.
/// </summary>
static class Lot
{
    public static readonly Instant AnnouncedAt = At(1, 10);
    public static readonly Instant OpensAt = At(15, 9);
    public static readonly Instant ClosesAt = At(16, 9);
    public static readonly Money Start = Money.WanYuan(300);
    public static readonly Money Deposit = Money.WanYuan(30);

    public static readonly string Id = Ids.Derive(Ids.Auction, AnnouncedAt, "玻璃窑炉环保治理技术");
    public static readonly Actor University = Of("浙江大学", OrganizationKind.University);
    public static readonly Actor Market = Of("浙江科技大市场", OrganizationKind.MarketOperator);
    public static readonly Actor House = Of("浙江国际商品拍卖中心", OrganizationKind.BrokerAgency);

    /// <summary>How it stands with any organisation that is verified, and with one that is suspended.</summary>
    public static readonly Organization InGoodStanding = Parties.Glassworks,
        Suspended = Parties.Glassworks.Apply(new OrganizationSuspended("虚假材料", Until: null));

    public static RuleSet Rules => RuleBook.Initial.InForce(AnnouncedAt);

    public static AuctionTerms Terms => new(
        Listing: Ids.Derive(Ids.Listing, AnnouncedAt, "挂牌"), Achievement: Ids.Derive(Ids.Achievement, AnnouncedAt, "成果"),
        Seller: University.Organization, Operator: Market.Organization, Title: "玻璃窑炉环保治理技术",
        Procedure: AuctionProcedure.CompetitiveBidding, AuctionHouse: null, Auctioneer: null, Session: "2026年秋季科技成果竞价会",
        StartPrice: Start, Reserve: null, Ladder: Steps(10), WholeSteps: false, Deposit: Deposit,
        RegistrationClosesAt: At(14, 17), OpensAt: OpensAt, ClosesAt: ClosesAt, LatestEndAt: null);

    /// <summary>What an auction proper needs besides: a house, an auctioneer, and the lot on view on the 12th and 13th.</summary>
    public static AuctionTerms InTheHall(this AuctionTerms terms) => terms with
    {
        Procedure = AuctionProcedure.Auction, AuctionHouse = House.Organization, Auctioneer = House.Subject,
        Exhibition = new Exhibition(new DateOnly(2026, 9, 12), new DateOnly(2026, 9, 13), "浙江国际商品拍卖中心三楼展厅"),
    };

    public static Instant At(int september, int hour, int minute = 0, int second = 0, int millisecond = 0) =>
        Instant.StartOf(new DateOnly(2026, 9, september)) + new TimeSpan(0, hour, minute, second, millisecond);

    public static Instant Before(Instant at, int milliseconds = 1) => at - TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>One step in 万元 at every price.</summary>
    public static ImmutableArray<LadderBand> Steps(long wan) => [new(Money.Zero, Money.WanYuan(wan))];

    public static Actor Of(string name, OrganizationKind kind = OrganizationKind.Enterprise) =>
        new(Ids.Derive(Ids.Person, AnnouncedAt, name), Ids.Derive(Ids.Organization, AnnouncedAt, name), kind, new HashSet<Role>());

    public static byte[] ReservePlaintext(Money reserve) => Reserve.Encode(reserve, Enumerable.Repeat((byte)0x5A, Reserve.SaltLength).ToArray());

    public static Sealed SealedReserve(Money reserve) => new(Id, [1, 2, 3], Reserve.Commit(ReservePlaintext(reserve)));

    public static Auction Announced(Func<AuctionTerms, AuctionTerms>? change = null, RuleSet? rules = null) =>
        Auction.Initial.After(Auction.Announce(Id, (change ?? (terms => terms))(Terms), rules ?? Rules, AnnouncedAt));

    public static Auction Opened(Func<AuctionTerms, AuctionTerms>? change = null, RuleSet? rules = null)
    {
        var auction = Announced(change, rules);
        return auction.After(auction.Turn(auction.Terms.OpensAt, null));
    }

    /// <summary>The auction after a bid that must count.</summary>
    public static Auction WithBid(this Auction auction, string label, Money amount, Instant at) => auction.After(auction.TryBid(label, amount, at));

    public static Decision TryBid(this Auction auction, string label, Money amount, Instant at) =>
        auction.Bid(new BidRequest(Ids.Derive(Ids.Bid, at, $"{label} {amount}"), "", amount, Before(at, 2)), label, at);

    public static Auction Closed(this Auction auction, byte[]? reserve = null) => auction.After(auction.Turn(auction.ClosesAt, reserve));
}
