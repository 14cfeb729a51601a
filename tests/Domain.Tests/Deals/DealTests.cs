using Marketplace.Domain.Contracts;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Tests.Common;
using Marketplace.Domain.Tests.Demands;
using Marketplace.Domain.Tests.Publicities;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Deals.Talks;

namespace Marketplace.Domain.Tests.Deals;

public class DealTests
{
    [Test]
    public void An_inquiry_on_an_open_listing_opens_a_deal_under_the_rules_of_the_day()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Inquire(ByAgreement).Events, Is.EqualTo(new Event[]
            {
                new DealOpened(Notices.ListingId, null, ByAgreement.Achievement, UniversityId, GlassworksId, OperatorId, "cn-2026-01", null, DealSide.Buyer, null, null, Now),
            }));
            Assert.That(Inquire(ByAgreement, Publisher, University).Code(), Is.EqualTo("deal.with_oneself"));
            Assert.That(Inquire(Listing.Initial).Code(), Is.EqualTo("listing.not_found"));
            Assert.That(Inquire(Notices.OpenedBy(PriceMethod.Auction)).Code(), Is.EqualTo("deal.listing_for_auction"));
            Assert.That(Inquire(ByAgreement.Apply(new ListingTaken(OtherDealId))).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Inquire(ByAgreement, state: Glassworks.After(Glassworks.Suspend(PlatformAdmin, "违约", null, Now))).Code(), Is.EqualTo("organization.suspended"));
        }
    }

    [Test]
    public void A_counter_offer_takes_the_place_of_the_other_side_s()
    {
        var countered = Offered.After(Offer(Offered, Publisher, SecondOffer, At480 with { Price = Money.WanYuan(520) }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(countered.Standing!.Offer, Is.EqualTo(SecondOffer));
            Assert.That(countered.Offers.Select(offer => offer.State), Is.EqualTo(new[] { OfferState.Replaced, OfferState.Standing }));
            Assert.That(Accept(countered, Publisher, At480).Code(), Is.EqualTo("offer.not_standing"));
            Assert.That(Accept(countered, Publisher, At480, offer: SecondOffer).Code(), Is.EqualTo("offer.own"));
            Assert.That(Accept(countered, Buyer, At480 with { Price = Money.WanYuan(520) }, offer: SecondOffer).Refused, Is.False);
        }
    }

    [Test]
    public void An_offer_is_accepted_until_its_last_millisecond_and_not_after_it()
    {
        Assert.That(Accept(Offered, Publisher, At480, now: Until - TimeSpan.FromMilliseconds(1)).Refused, Is.False);
        Assert.That(Accept(Offered, Publisher, At480, now: Until).Code(), Is.EqualTo("offer.expired"));
    }

    [Test]
    public void An_offer_fits_the_listing()
    {
        string? Refused(OfferContent content, Listing? listing = null, Instant? until = null) => Offer(Inquired, Buyer, FirstOffer, content, until, listing).Code();
        var licence = Notices.OpenedBy(PriceMethod.Agreement, TransferMode.Licence);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Refused(At480 with { TransferMode = TransferMode.Licence, LicenceScope = LicenceScope.Sole }), Is.EqualTo("offer.mode_differs"));
            Assert.That(Refused(At480 with { ContractType = ContractType.Service }), Is.EqualTo("offer.type_not_asked"));
            Assert.That(Refused(At480 with { LicenceScope = LicenceScope.Sole }), Is.EqualTo("offer.scope_missing"));
            Assert.That(Refused(At480 with { TransferMode = TransferMode.Licence }, licence), Is.EqualTo("offer.scope_missing"));
            Assert.That(Refused(At480 with { TransferMode = TransferMode.Licence, LicenceScope = LicenceScope.Sole }, licence), Is.Null);
            Assert.That(Refused(At480 with { Price = Money.WanYuan(470) }, AtPrice), Is.EqualTo("offer.price_fixed"));
            Assert.That(Refused(At480, AtPrice), Is.Null);
            Assert.That(Refused(At480, until: Now), Is.EqualTo("offer.ends_in_past"));
        }
    }

    [Test]
    public void What_was_sealed_is_what_is_opened()
    {
        Assert.That(OfferContent.Open(Close(At480), Plain(At480)), Is.EqualTo(At480));
        Assert.That(() => OfferContent.Open(Close(At480), Plain(At480 with { Price = Money.WanYuan(48) })), Throws.InvalidOperationException);
    }

    [Test]
    public void A_declined_offer_leaves_the_deal_open_for_another()
    {
        var declined = Offered.After(Offered.Decline(Publisher, None, FirstOffer, SealedFor(DealId), Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((declined.Phase, declined.Standing, declined.Offers[0].State), Is.EqualTo(((DealPhase?)DealPhase.Open, (OfferMade?)null, OfferState.Declined)));
            Assert.That(Accept(declined, Publisher, At480).Code(), Is.EqualTo("offer.not_standing"));
            Assert.That(Offered.Decline(Buyer, None, FirstOffer, null, Now).Code(), Is.EqualTo("offer.own"));
            Assert.That(Offer(declined, Publisher, SecondOffer, At480).Refused, Is.False);
        }
    }

    [Test]
    public void An_accepted_offer_at_an_agreed_price_waits_for_its_notice()
    {
        var pending = Offered.After(Accept(Offered, Publisher, At480));
        var listing = ByAgreement.After(ByAgreement.Follow(DealId, pending));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pending.Phase, listing.Phase, listing.Deal), Is.EqualTo(((DealPhase?)DealPhase.AgreedPendingPublicity, (ListingPhase?)ListingPhase.Taken, DealId)));
            Assert.That(pending.MeetPublicity(Notices.Posted, Now).Events, Is.Empty, "it runs");
            Assert.That(pending.MeetPublicity(Ended(Money.WanYuan(470)), Until).Events, Is.Empty, "another price");
            var agreed = pending.After(pending.MeetPublicity(Ended(), Notices.Posted.EndsAt!.Value));
            Assert.That((agreed.Phase, agreed.AgreedAt, agreed.Publicised!.EndedAt), Is.EqualTo(((DealPhase?)DealPhase.Agreed, Notices.Posted.EndsAt, Notices.Posted.EndsAt!.Value)));
            Assert.That(agreed.MeetPublicity(Ended(), Until).Events, Is.Empty, "once");
            Assert.That(listing.After(listing.Follow(DealId, agreed)).Phase, Is.EqualTo(ListingPhase.Sold));
        }
    }

    [Test]
    public void A_price_that_was_public_long_enough_before_is_agreed_at_once()
    {
        var at = Notices.Posted.EndsAt!.Value;
        var agreed = Offered.After(Accept(Offered, Publisher, At480, Context(publicity: Notices.Posted), now: at));
        Assert.That(agreed.Phase, Is.EqualTo(DealPhase.Agreed), "also when the end is not recorded yet");
        Assert.That(Offered.After(Accept(Offered, Publisher, At480, Context(publicity: Ended(Money.WanYuan(500))), now: at)).Phase, Is.EqualTo(DealPhase.AgreedPendingPublicity));
    }

    [Test]
    public void Nobody_else_accepts_while_a_deal_holds_the_listing()
    {
        var taken = ByAgreement.Apply(new ListingTaken(OtherDealId));
        Assert.That(Accept(Offered, Publisher, At480, Context(taken)).Code(), Is.EqualTo("listing.phase_forbids"));
        Assert.That(taken.Follow(DealId, Offered.After(Accept(Offered, Publisher, At480))).Events, Is.Empty, "another deal's");
    }

    [Test]
    public void A_listing_at_a_price_is_taken_up_at_once_by_whoever_comes_first()
    {
        var decision = Deal.TakeUp(Buyer, null, None, Notices.ListingId, Context(AtPrice), PaymentMethod.LumpSum, Now);
        var agreed = Deal.Initial.After(decision);
        var sold = AtPrice.After(AtPrice.Follow(DealId, agreed));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((agreed.Phase, agreed.Terms!.Price, agreed.Terms.NeedsPublicity), Is.EqualTo(((DealPhase?)DealPhase.Agreed, Money.WanYuan(480), false)));
            Assert.That((sold.Phase, sold.Deal), Is.EqualTo(((ListingPhase?)ListingPhase.Sold, DealId)));
            Assert.That(Deal.TakeUp(Stranger, null, None, Notices.ListingId, Context(sold), null, Now).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Deal.TakeUp(Buyer, null, None, Notices.ListingId, Context(ByAgreement), null, Now).Code(), Is.EqualTo("deal.not_taken_up"));
            Assert.That(Deal.TakeUp(Publisher, null, None, Notices.ListingId, Context(AtPrice), null, Now).Code(), Is.EqualTo("deal.with_oneself"));
        }
    }

    [Test]
    public void An_ordinary_licence_is_there_for_everyone()
    {
        var agreed = Deal.Initial.After(Deal.TakeUp(Buyer, null, None, Notices.ListingId, Context(LicenceAtPrice), null, Now));
        Assert.That((agreed.Phase, agreed.Terms!.LicenceScope, agreed.Exclusive), Is.EqualTo(((DealPhase?)DealPhase.Agreed, (LicenceScope?)LicenceScope.Ordinary, false)));
        Assert.That(LicenceAtPrice.Follow(DealId, agreed).Events, Is.Empty);
    }

    [Test]
    public void A_deal_on_a_demand_has_the_solver_sell_and_the_enterprise_pay()
    {
        var opened = Deal.Initial.After(Deal.OpenOnDemand(Publisher, null, None, Problems.DemandId, Problems.Posted, University, null, Notices.Rules, Now));
        var context = new DealContext(null, null, null, University, Glassworks, Notices.Rules);
        var work = new OfferContent(Money.WanYuan(120), null, null, ContractType.Development, PaymentMethod.Instalments, "十二个月内交付样机。");
        var offered = opened.After(opened.Offer(Publisher, None, FirstOffer, work, Close(work), Until, context, Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((opened.Seller, opened.Buyer), Is.EqualTo((UniversityId, Problems.Posted.Owner)));
            Assert.That(opened.Offer(Publisher, None, FirstOffer, work with { ContractType = null }, Close(work), Until, context, Now).Code(), Is.EqualTo("offer.type_missing"));
            Assert.That(offered.After(Accept(offered, Staff("3", Problems.Posted.Owner, OrganizationKind.Enterprise, Role.Bidder), work, context)).Phase, Is.EqualTo(DealPhase.Agreed), "no notice, no consent");
            Assert.That(Deal.OpenOnDemand(Staff("3", Problems.Posted.Owner, OrganizationKind.Enterprise), null, None, Problems.DemandId, Problems.Posted, Glassworks, null, Notices.Rules, Now).Code(), Is.EqualTo("deal.with_oneself"));
            Assert.That(Deal.OpenOnDemand(Publisher, null, None, Problems.DemandId, Domain.Demands.Demand.Initial, University, null, Notices.Rules, Now).Code(), Is.EqualTo("demand.not_found"));
            Assert.That(Deal.OpenOnDemand(Publisher, null, None, Problems.DemandId, Problems.Posted, University, null, Notices.Rules, Problems.Posted.Content.Deadline!.Value).Code(), Is.EqualTo("demand.not_open"));
        }
    }

    [Test]
    public void Either_side_ends_a_deal_before_it_is_agreed_and_the_listing_is_free_again()
    {
        var pending = Offered.After(Accept(Offered, Publisher, At480));
        var taken = ByAgreement.After(ByAgreement.Follow(DealId, pending));
        var closed = pending.After(pending.Close(Buyer, None, SealedFor(DealId), Now));
        var agreed = pending.After(pending.MeetPublicity(Ended(), Until));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((closed.Phase, closed.Closed!.Cause), Is.EqualTo(((DealPhase?)DealPhase.Closed, DealClosure.ByParty)));
            Assert.That(taken.After(taken.Follow(DealId, closed)).Phase, Is.EqualTo(ListingPhase.Open));
            Assert.That(pending.After(pending.Close(MarketStaff, None, null, Now)).Closed!.Cause, Is.EqualTo(DealClosure.ByOperator));
            Assert.That(agreed.Close(Buyer, None, null, Until).Code(), Is.EqualTo("deal.phase_forbids"));
            Assert.That(closed.Close(Buyer, None, null, Now).Code(), Is.EqualTo("deal.phase_forbids"));
            Assert.That(Offer(closed, Buyer, SecondOffer, At480).Code(), Is.EqualTo("deal.phase_forbids"));
            Assert.That(pending.Close(Stranger, None, null, Now).Code(), Is.EqualTo("deal.not_found"));
        }
    }

    [Test]
    public void An_agent_acts_for_one_side_within_its_mandate()
    {
        var forBuyer = Holding((GlassworksId, MandateScope.Deals, Until));
        var byAgent = Inquired.After(Offer(Inquired, Agent, FirstOffer, At480, held: forBuyer));
        var forBoth = Holding((GlassworksId, MandateScope.Deals, Until), (UniversityId, MandateScope.Deals, Until));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((byAgent.Standing!.By, byAgent.Standing.Agent), Is.EqualTo((DealSide.Buyer, BrokerId)));
            Assert.That(Accept(byAgent, Agent, At480, held: Holding((UniversityId, MandateScope.Deals, Until))).Code(), Is.EqualTo("deal.agent_of_both_sides"), "it has acted for the buyer here");
            Assert.That(Accept(Offered, Agent, At480, held: forBoth).Code(), Is.EqualTo("deal.agent_of_both_sides"));
            Assert.That(Accept(Offered, Agent, At480, held: Holding((UniversityId, MandateScope.Listings, Until))).Code(), Is.EqualTo("deal.not_found"), "another scope");
            Assert.That(Accept(Offered, Agent, At480, held: Holding((UniversityId, MandateScope.Deals, Now))).Code(), Is.EqualTo("deal.not_found"), "run out");
            Assert.That(Accept(Offered, Agent, At480, held: Holding((UniversityId, MandateScope.Deals, Until))).Refused, Is.False);
            Assert.That(Inquire(ByAgreement, Agent with { Organization = GlassworksId }, agent: BrokerId, held: forBoth).Code(), Is.EqualTo("deal.agent_of_both_sides"));
            Assert.That(Inquire(ByAgreement, Agent with { Organization = GlassworksId }, agent: UniversityId).Code(), Is.EqualTo("deal.agent_of_both_sides"), "the seller is nobody's agent here");
        }
    }

    [Test]
    public void The_two_sides_their_agents_and_the_market_know_of_it_and_the_market_makes_no_offers()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (reader, held, sees) in new[] { (Publisher, None, true), (Buyer, None, true), (MarketStaff, None, true), (Agent, Holding((GlassworksId, MandateScope.Deals, Until)), true), (Agent, None, false), (Stranger, None, false), (Reviewer, None, false) })
            {
                Assert.That(Offered.VisibleTo(reader, held, Now), Is.EqualTo(sees), reader.Subject);
                Assert.That(Offered.OpenTo(reader, held, Now), Is.EqualTo(sees), reader.Subject);
            }
            Assert.That(Offer(Offered, MarketStaff, SecondOffer, At480).Code(), Is.EqualTo("deal.not_party"));
            Assert.That(Offer(Offered, Stranger, SecondOffer, At480).Code(), Is.EqualTo("deal.not_found"));
            Assert.That(Deal.Initial.VisibleTo(Publisher, None, Now), Is.False);
        }
    }

    [Test]
    public void Every_state_is_reached_from_open() =>
        Assert.That(Deal.Next.Reachable(DealPhase.Open), Is.EquivalentTo(Enum.GetValues<DealPhase>()));
}
