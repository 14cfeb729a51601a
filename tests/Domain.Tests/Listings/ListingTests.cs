using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Listings;

public class ListingTests
{
    private const string Auction = "auc_0000000000007000800000000000d001", OtherAuction = "auc_0000000000007000800000000000d002", Deal = "dea_0000000000007000800000000000d003";

    private static readonly ListingTerms ByAuction = new(Samples.AchievementId, OperatorId, TransferMode.Transfer, PriceMethod.Auction, null);
    private static readonly Listing Opened = Listing.Initial.After(Open(ByAuction));
    private static readonly Listing InAuction = Opened.After(Opened.TakeToAuction(MarketStaff, Auction));
    private static readonly Listing Sold = InAuction.After(InAuction.Sell(Auction));

    private static Decision Open(ListingTerms terms, Achievement? achievement = null, Organization? seller = null, Organization? market = null) =>
        Listing.Initial.Open(Publisher, terms, achievement ?? Samples.Approved, seller ?? University, market ?? Operator, Now);

    [Test]
    public void An_approved_achievement_is_listed_for_auction()
    {
        Assert.That(Open(ByAuction).Events, Is.EqualTo(new Event[]
        {
            new ListingOpened(Samples.AchievementId, UniversityId, OperatorId, TransferMode.Transfer, PriceMethod.Auction, null, null, Now),
        }));
    }

    [TestCase("draft")]
    [TestCase("submitted")]
    [TestCase("returned")]
    [TestCase("withdrawn")]
    public void What_is_not_approved_is_not_listed(string phase)
    {
        var achievement = phase switch { "draft" => Samples.Drafted, "submitted" => Samples.Submitted, "returned" => Samples.Returned, _ => Samples.Withdrawn };
        var refusal = Open(ByAuction, achievement).Refusal!;
        Assert.That(refusal, Has.Property("Code").EqualTo("listing.achievement_not_approved").And.Property("Pointer").EqualTo("/achievement"));
        Assert.That(refusal.Arguments, Is.EqualTo(new[] { new RefusalArgument("phase", phase, "achievement_phase") }));
    }

    [Test]
    public void Another_owner_s_achievement_is_as_unknown_as_none()
    {
        Assert.That(Listing.Initial.Open(Stranger, ByAuction, Samples.Approved, Glassworks, Operator, Now).Code(), Is.EqualTo("listing.achievement_unknown"));
        Assert.That(Open(ByAuction, Achievement.Initial).Code(), Is.EqualTo("listing.achievement_unknown"));
    }

    [Test]
    public void A_listing_stands_on_the_market_of_a_verified_operator()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Open(ByAuction, market: Glassworks).Code(), Is.EqualTo("listing.market_unknown"));
            Assert.That(Open(ByAuction, market: Organization.Initial).Code(), Is.EqualTo("listing.market_unknown"));
            Assert.That(Open(ByAuction, market: Operator.After(Operator.Suspend(PlatformAdmin, "整改", null, Now))).Code(), Is.EqualTo("listing.market_unknown"));
        }
    }

    [Test]
    public void A_suspended_seller_lists_nothing() =>
        Assert.That(Open(ByAuction, seller: University.After(University.Suspend(PlatformAdmin, "违约", null, Now))).Code(), Is.EqualTo("organization.suspended"));

    [TestCase(TransferMode.Transfer, null)]
    [TestCase(TransferMode.Licence, null)]
    [TestCase(TransferMode.EquityContribution, "listing.mode_not_offered")]
    public void Only_a_way_that_the_achievement_is_offered_in_is_listed(TransferMode mode, string? refusal) =>
        Assert.That(Open(ByAuction with { TransferMode = mode }).Code(), Is.EqualTo(refusal));

    [Test]
    public void An_owner_who_implements_the_achievement_himself_needs_no_listing()
    {
        var drafted = Achievement.Initial.After(Achievement.Initial.Draft(Publisher, Samples.GlassKiln with { TransferModes = [TransferMode.SelfImplementation] }));
        var submitted = drafted.After(drafted.Submit(Publisher, University, Now));
        Assert.That(Open(ByAuction with { TransferMode = TransferMode.SelfImplementation }, submitted.After(submitted.Approve(Now))).Code(), Is.EqualTo("listing.mode_not_offered"));
    }

    [Test]
    public void A_listing_at_a_price_names_it()
    {
        var atPrice = ByAuction with { PriceMethod = PriceMethod.Listing };
        Assert.That(Open(atPrice).Refusal, Has.Property("Code").EqualTo("listing.ask_price_missing").And.Property("Pointer").EqualTo("/askPrice"));
        Assert.That(Open(atPrice with { AskPrice = Money.WanYuan(300) }).Refused, Is.False);
        Assert.That(Open(ByAuction with { PriceMethod = PriceMethod.Agreement }).Refused, Is.False);
    }

    [Test]
    public void Its_market_takes_it_to_auction_and_nobody_else()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(InAuction.Phase, Is.EqualTo(ListingPhase.InAuction));
            Assert.That(InAuction.Auction, Is.EqualTo(Auction));
            Assert.That(Opened.TakeToAuction(Publisher, Auction).Code(), Is.EqualTo("listing.not_market"));
            Assert.That(InAuction.TakeToAuction(MarketStaff, OtherAuction).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Listing.Initial.TakeToAuction(MarketStaff, Auction).Code(), Is.EqualTo("listing.not_found"));
            var byAgreement = Listing.Initial.After(Open(ByAuction with { PriceMethod = PriceMethod.Agreement }));
            Assert.That(byAgreement.TakeToAuction(MarketStaff, Auction).Code(), Is.EqualTo("listing.not_for_auction"));
        }
    }

    [Test]
    public void It_is_withdrawn_by_its_seller_while_it_is_open()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Opened.After(Opened.Withdraw(Publisher, "另行洽谈")).Phase, Is.EqualTo(ListingPhase.Withdrawn));
            Assert.That(Opened.Withdraw(Stranger, null).Code(), Is.EqualTo("listing.not_seller"));
            Assert.That(InAuction.Withdraw(Publisher, null).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Sold.Withdraw(Publisher, null).Code(), Is.EqualTo("listing.phase_forbids"));
            Assert.That(Listing.Initial.Withdraw(Publisher, null).Code(), Is.EqualTo("listing.not_found"));
            Assert.That(Opened.Open(Publisher, ByAuction, Samples.Approved, University, Operator, Now).Code(), Is.EqualTo("listing.already_opened"));
        }
    }

    [Test]
    public void Only_the_auction_that_holds_it_sells_it_or_gives_it_back_and_only_once()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sold.Deal, Is.EqualTo(Auction));
            Assert.That(Sold.Sell(Auction).Events, Is.Empty);
            Assert.That(InAuction.Sell(OtherAuction).Events, Is.Empty);
            Assert.That(InAuction.ReturnFromAuction(OtherAuction).Events, Is.Empty);
            Assert.That(Opened.ReturnFromAuction(Auction).Events, Is.Empty);
            Assert.That(InAuction.After(InAuction.ReturnFromAuction(Auction)).Phase, Is.EqualTo(ListingPhase.Open));
        }
    }

    [Test]
    public void A_reserve_is_sealed_into_a_listing_for_auction_and_refused_in_any_other()
    {
        var reserve = new Sealed("lst_x", [1], [2]);
        var auction = new ListingTerms(Samples.AchievementId, OperatorId, TransferMode.Transfer, PriceMethod.Auction, null, reserve);
        var listed = auction with { PriceMethod = PriceMethod.Listing, AskPrice = Money.Yuan(3_000_000) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Listing.Initial.After(Open(auction)).Reserve, Is.SameAs(reserve));
            Assert.That(Open(listed).Refusal?.Code, Is.EqualTo("listing.reserve_without_auction"));
        }
    }

    [TestCase(TransferMode.Transfer, true)]
    [TestCase(TransferMode.EquityContribution, true)]
    [TestCase(TransferMode.Licence, false)]
    [TestCase(TransferMode.JointImplementation, false)]
    [TestCase(TransferMode.Other, false)]
    public void A_sale_keeps_the_claim_for_ever_where_the_right_itself_passes(TransferMode mode, bool keeps)
    {
        var listing = Listing.Initial.Apply(new ListingOpened(Samples.AchievementId, UniversityId, OperatorId, mode, PriceMethod.Auction, null, null, Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Listing.Initial.HoldsClaim, Is.False);
            Assert.That(listing.HoldsClaim, Is.True);
            Assert.That(listing.Apply(new ListingTakenToAuction(Auction)).HoldsClaim, Is.True);
            Assert.That(listing.Apply(new ListingSold(Auction)).HoldsClaim, Is.EqualTo(keeps));
            Assert.That(listing.Apply(new ListingTaken(Deal)).HoldsClaim, Is.True);
            Assert.That(listing.Apply(new ListingSold(Deal)).HoldsClaim, Is.EqualTo(keeps || mode is TransferMode.Licence), "by a deal to one alone");
            Assert.That(listing.Apply(new ListingWithdrawn(null)).HoldsClaim, Is.False);
        }

        Assert.That(Listing.Claim(Samples.AchievementId), Is.EqualTo($"listing:{Samples.AchievementId}"));
    }

    [Test]
    public void Every_state_is_reached_from_open() =>
        Assert.That(Listing.Next.Reachable(ListingPhase.Open), Is.EquivalentTo(Enum.GetValues<ListingPhase>()));

    /// <summary>Two listings of one achievement and the claim between them: whatever happens, a transfer is sold once.</summary>
    [Property]
    public bool Two_listings_of_one_achievement_never_sell_it_twice(byte[] script)
    {
        var listings = new[] { Listing.Initial, Listing.Initial };
        var events = new[] { new List<Event>(), new List<Event>() };
        int? holder = null;
        foreach (var step in script)
        {
            var which = step % 2;
            var listing = listings[which];
            var auction = step > 60 ? Auction : OtherAuction;
            var decision = (step / 2 % 6) switch
            {
                0 when holder is null => listing.Open(Publisher, ByAuction, Samples.Approved, University, Operator, Now),
                1 => listing.Withdraw(step > 200 ? Stranger : Publisher, null),
                2 => listing.TakeToAuction(MarketStaff, auction),
                3 => listing.ReturnFromAuction(auction),
                4 => listing.Sell(auction),
                _ => Decision.Nothing,
            };
            events[which].AddRange(decision.Events);
            listings[which] = decision.Events.Aggregate(listing, (at, e) => at.Apply(e));
            if (listing.Phase is { } from && listings[which].Phase is { } to && from != to && !Listing.Next.Allows(from, to)) return false;
            if (holder is null && listings[which].HoldsClaim) holder = which;
            else if (holder == which && !listings[which].HoldsClaim) holder = null;
        }

        return listings.Count(listing => listing.Phase is ListingPhase.Sold) <= 1
            && listings.Zip(events).All(pair => Folding.Replay<Listing>(pair.Second) == pair.First);
    }

    [Test]
    public void A_withdrawn_listing_is_seen_by_its_seller_its_market_and_the_supervisor_alone()
    {
        var withdrawn = Opened.After(Opened.Withdraw(Publisher, null));
        var supervisor = Staff("e", "org_0000000000007000800000000000a00f", OrganizationKind.Supervisor, Role.Supervisor);
        using (Assert.EnterMultipleScope())
        {
            foreach (var reader in new[] { Publisher, MarketStaff, supervisor }) Assert.That(withdrawn.VisibleTo(reader), Is.True, reader.Subject);
            foreach (var reader in new[] { Stranger, Buyer, null }) Assert.That(withdrawn.VisibleTo(reader), Is.False, reader?.Subject);
            foreach (var listing in new[] { Opened, InAuction, Sold }) Assert.That(listing.VisibleTo(null), Is.True);
            Assert.That(Listing.Initial.VisibleTo(MarketStaff), Is.False);
            Assert.That(withdrawn.Withdraw(Stranger, null).Code(), Is.EqualTo("listing.not_found"));
        }
    }
}
