using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Auctions;
using Marketplace.Domain.Tests.Common;

namespace Marketplace.Domain.Tests.AuctionSessions;

public class AuctionSessionTests
{
    private static readonly string Id = Ids.Derive(Ids.Session, Lot.AnnouncedAt, "2026年浙江省科技成果秋季竞价会");

    /// <summary>15 September from 09:00 to noon, announced on the 1st.</summary>
    private static SessionPlan Plan => new("2026年浙江省科技成果秋季竞价会", SessionSeries.Autumn, AuctionProcedure.CompetitiveBidding, null, null, "330000",
        Lot.OpensAt, Lot.At(15, 12), "https://www.example.cn/bid", null, "凭营业执照报名并交纳保证金。", null);

    private static SessionPlan Hall => Plan with { Procedure = AuctionProcedure.Auction, Exhibition = new Exhibition(new DateOnly(2026, 9, 12), new DateOnly(2026, 9, 13), "三楼展厅") };

    private static Decision Create(SessionPlan plan, Organization? host = null, Organization? market = null) =>
        AuctionSession.Create(Lot.Market, Id, plan, market ?? Parties.Operator, host, Lot.Rules, Lot.AnnouncedAt);

    private static AuctionSession Session => AuctionSession.Initial.After(Create(Plan));

    private static Decision Add(AuctionSession session, AuctionTerms? terms = null, Instant? now = null, Actor? actor = null) =>
        session.AddLot(actor ?? Lot.Market, Lot.Id, terms ?? Lot.Terms, now ?? Lot.AnnouncedAt);

    [Test]
    public void Lots_are_numbered_in_the_order_of_their_announcement()
    {
        var session = Session;
        session = session.After(Add(session));
        session = session.After(Add(session, Lot.Terms with { Title = "等速万向节超音频感应热处理系统" }));
        Assert.That(session.Lots.Select(lot => (lot.Number, lot.Title)), Is.EqualTo(new[] { (1, "玻璃窑炉环保治理技术"), (2, "等速万向节超音频感应热处理系统") }));
        Assert.That(session.Created!.RuleSet, Is.EqualTo("cn-2026-01"));
    }

    [Test]
    public void A_session_of_an_auction_proper_is_on_view_for_2_days_and_announced_7_days_before()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Create(Hall).Code(), Is.Null);
            Assert.That(Create(Hall with { Exhibition = null }).Code(), Is.EqualTo("auction.exhibition_missing"));
            Assert.That(Create(Hall with { Exhibition = Hall.Exhibition! with { To = Hall.Exhibition.From } }).Code(), Is.EqualTo("auction.exhibition_too_short"));
            Assert.That(Create(Hall with { Exhibition = Hall.Exhibition! with { To = new DateOnly(2026, 9, 15) } }).Code(), Is.EqualTo("auction.exhibition_out_of_time"));
            Assert.That(Create(Hall with { OpensAt = Lot.Before(Lot.At(8, 0)), Exhibition = new Exhibition(new DateOnly(2026, 9, 3), new DateOnly(2026, 9, 4), "三楼展厅") }).Code(), Is.EqualTo("auction.notice_too_short"));
        }
    }

    [Test]
    public void A_form_with_three_faults_is_refused_with_all_three()
    {
        var refusal = Create(Hall with { ClosesAt = Hall.OpensAt, Exhibition = null, Host = Lot.University.Organization }, host: Lot.Suspended).Refusal!;
        Assert.That(refusal.Details.Select(one => (one.Code, one.Pointer)), Is.EqualTo(new[]
        {
            ("session.host_unknown", "/host"), ("session.times_out_of_order", "/closesAt"), ("auction.exhibition_missing", "/exhibition"),
        }));
        Assert.That(Create(Plan, market: Parties.Operator.After(Parties.Operator.Suspend(Parties.PlatformAdmin, "违规", null, Lot.AnnouncedAt))).Code(), Is.EqualTo("organization.suspended"));
    }

    [Test]
    public void A_lot_opens_within_the_session_in_its_procedure_and_is_announced_by_its_market_before_it_begins()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Add(Session, Lot.Terms with { OpensAt = Lot.Before(Lot.At(15, 12)) }).Code(), Is.Null);
            Assert.That(Add(Session, Lot.Terms with { OpensAt = Lot.At(15, 12) }).Code(), Is.EqualTo("session.lot_out_of_time"));
            Assert.That(Add(Session, Lot.Terms with { OpensAt = Lot.Before(Lot.OpensAt) }).Code(), Is.EqualTo("session.lot_out_of_time"));
            Assert.That(Add(Session, Lot.Terms.InTheHall()).Code(), Is.EqualTo("session.procedure_differs"));
            Assert.That(Add(Session, now: Lot.Before(Lot.OpensAt)).Code(), Is.Null);
            Assert.That(Add(Session, now: Lot.OpensAt).Code(), Is.EqualTo("session.begun"));
            Assert.That(Add(Session, actor: Lot.House).Code(), Is.EqualTo("session.not_operator"));
            Assert.That(Add(AuctionSession.Initial).Code(), Is.EqualTo("session.not_found"));
        }
    }
}
