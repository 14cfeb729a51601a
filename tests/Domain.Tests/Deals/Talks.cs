using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using Marketplace.Domain.Tests.Publicities;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Deals;

/// <summary>A glassworks that inquires after 玻璃窑炉环保治理技术, at an agreed price or a fixed one.</summary>
static class Talks
{
    public const string DealId = "dea_0000000000007000800000000000f201", OtherDealId = "dea_0000000000007000800000000000f202", FirstOffer = "off_0000000000007000800000000000f301",
        SecondOffer = "off_0000000000007000800000000000f302", BrokerId = "org_0000000000007000800000000000a010", InstituteId = "org_0000000000007000800000000000a011";

    public static readonly Organization Broker = Verified(new(OrganizationKind.BrokerAgency, "浙江知联技术转移有限公司", null, Code("91330100MA2KJ3T20"), "330108"));
    public static readonly Organization Institute = Verified(new(OrganizationKind.ResearchInstitute, "浙江省环境科学研究院", null, Code("12330000470040117"), "330106"));

    public static readonly Actor Agent = Staff("31", BrokerId, OrganizationKind.BrokerAgency, Role.Broker), Researcher = Staff("32", InstituteId, OrganizationKind.ResearchInstitute, Role.Publisher);

    public static readonly MandatesHeld None = MandatesHeld.Initial;
    public static readonly Instant Until = Now + TimeSpan.FromDays(30);

    public static readonly Listing ByAgreement = Notices.ByAgreement, AtPrice = Notices.OpenedBy(PriceMethod.Listing, ask: Money.WanYuan(480)),
        LicenceAtPrice = Notices.OpenedBy(PriceMethod.Listing, TransferMode.Licence, Money.WanYuan(60));

    public static readonly Deal Inquired = Deal.Initial.After(Inquire(ByAgreement));

    public static readonly OfferContent At480 = new(Money.WanYuan(480), TransferMode.Transfer, null, null, PaymentMethod.Instalments, "分三期支付，专利权登记后付清。");

    /// <summary>The buyer has offered 480 万元, valid for thirty days.</summary>
    public static readonly Deal Offered = Inquired.After(Offer(Inquired, Buyer, FirstOffer, At480));

    public static MandatesHeld Holding(params (string Principal, MandateScope Scope, Instant Until)[] mandates) => mandates.Select((mandate, i) =>
        new MandateGranted($"mdt_{i:x32}", mandate.Principal, BrokerId, [mandate.Scope], "授权委托书", mandate.Until, Now)).Aggregate(None, (held, granted) => held.Apply(granted));

    public static Decision Inquire(Listing listing, Actor? buyer = null, Organization? state = null, string? agent = null, MandatesHeld? held = null) =>
        Deal.OpenOnListing(buyer ?? Buyer, agent, held ?? None, Notices.ListingId, listing, state ?? Glassworks, null, Notices.Rules, Now);

    public static Sealed Close(OfferContent content) => new(DealId, [1, 2, 3], SHA256.HashData(Plain(content)));

    public static byte[] Plain(OfferContent content) => [.. Encoding.UTF8.GetBytes(content.Write()), .. new byte[16]];

    public static DealContext Context(Listing? listing = null, AchievementContent? content = null, Publicity? publicity = null, Organization? buyer = null, Domain.RuleSets.DealRules? rules = null) => new(
        listing ?? ByAgreement, Achievement.Initial.Apply(new AchievementDrafted(UniversityId, content ?? Samples.GlassKiln)), publicity, University, buyer ?? Glassworks, Notices.Rules with { Deals = rules });

    public static Decision Offer(Deal deal, Actor actor, string id, OfferContent content, Instant? until = null, Listing? listing = null, MandatesHeld? held = null, Instant? now = null) =>
        deal.Offer(actor, held ?? None, id, content, Close(content), until ?? Until, Context(listing), now ?? Now);

    public static Decision Accept(Deal deal, Actor actor, OfferContent content, DealContext? context = null, string offer = FirstOffer, MandatesHeld? held = null, Instant? now = null) =>
        deal.Accept(actor, held ?? None, offer, content, context ?? Context(), now ?? Now);

    /// <summary>A notice of 480 万元, posted at the moment of the offer.</summary>
    public static Publicity Ended(Money? price = null)
    {
        var posted = Publicity.Initial.After(Notices.Start(Notices.Terms with { Price = price ?? Money.WanYuan(480) }));
        return posted.After(posted.End(posted.EndsAt!.Value));
    }
}
