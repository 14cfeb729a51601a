using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Deals;

// What terms still need before they are a deal: consents, priorities that nobody uses, the end of the notice.
public sealed partial record Deal
{
    /// <summary>
    /// Records the consent of a co-owner (民法典 art. 860), or that it refuses, which ends the deal. The co-owner answers for itself;
    /// for one that is not on the market the seller records the answer with its evidence. Refusals: <c>deal.not_found</c>,
    /// <c>.holder_not_found</c>, <c>.not_holder</c>, <c>.evidence_missing</c>, <c>.phase_forbids</c>, <c>.consent_not_needed</c>.
    /// </summary>
    public Decision RecordConsent(Actor actor, MandatesHeld held, string label, ConsentDecision decision, string? evidence, Instant now)
    {
        var (answer, refusal) = AnswererOf(actor, held, label, evidence, now);
        if (refusal is not null) return refusal;
        if (!answer!.ConsentOpen) return DealRefusals.ConsentNotNeeded;
        var recorded = new ConsentRecorded(label, decision, evidence, now);
        return decision is ConsentDecision.Consented ? Settled(now, recorded) : Decision.Of(recorded, new DealClosed(DealClosure.ConsentRefused, null, null, now));
    }

    /// <summary>
    /// Answers the notice to a holder of a priority (民法典 art. 847, 859, 860): who matches the terms within the time takes the buyer's
    /// place, and this deal ends. Refusals: as <see cref="RecordConsent"/>, with <c>deal.priority_not_open</c>.
    /// </summary>
    /// <param name="matches">Whether the holder matches; otherwise it waives its priority.</param>
    public Decision AnswerPriority(Actor actor, MandatesHeld held, string label, bool matches, string? evidence, Instant now)
    {
        var (answer, refusal) = AnswererOf(actor, held, label, evidence, now);
        if (refusal is not null) return refusal;
        if (!answer!.PriorityOpen || now >= Terms!.NoticesUntil) return DealRefusals.PriorityNotOpen;
        var answered = new PriorityAnswered(label, matches ? PriorityAnswer.Matched : PriorityAnswer.Waived, evidence, now);
        return matches ? Decision.Of(answered, new DealClosed(DealClosure.PriorityExercised, null, null, now)) : Settled(now, answered);
    }

    /// <summary>
    /// The deal of the holder who matched these terms, on the stream of a new deal; the terms are the same, and nobody is asked a second time
    /// whether it would match them. Refusals: those of <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="id">Id of this deal.</param>
    /// <param name="context">With the holder's organisation as the buyer, and the listing as this deal leaves it.</param>
    public Decision InPlaceOf(string id, string holder, DealContext context, Instant now)
    {
        if (context.Buyer.MayAct(now) is { } barred) return barred;
        var opened = Opened! with { Buyer = holder, Message = null, By = DealSide.Buyer, Agent = null, InsteadOf = id, OpenedAt = now };
        var content = new OfferContent(Terms!.Price, Terms.TransferMode, Terms.LicenceScope, Terms.ContractType, Terms.PaymentMethod, null);
        return Decision.Of([opened, .. Initial.Apply(opened).Agree(null, content, DealSide.Buyer, null, context, now, asked: false).Events]);
    }

    /// <summary>Notes at the end of their time that holders did not use their priority; nothing when it is not due.</summary>
    public Decision LapsePriorities(Instant due) => Due <= due
        ? Settled(due, [.. Holders.Where(holder => holder.PriorityOpen).Select(holder => new PriorityAnswered(holder.Holder.Label, PriorityAnswer.Lapsed, null, due))])
        : Decision.Nothing;

    /// <summary>Notes that the notice of these terms has stood its days; nothing when it is another's, or has not.</summary>
    public Decision MeetPublicity(Publicity publicity, Instant now) =>
        IsPending && Terms!.NeedsPublicity && Publicised is null && MetBy(publicity, now) is { } met ? Settled(now, met) : Decision.Nothing;

    private PublicityMet? MetBy(Publicity? publicity, Instant now) =>
        publicity is not null && publicity.HasEnded(now) && Terms!.TransferMode is { } mode && publicity.Covers(Terms.Price, mode, Buyer, Terms.BuyerRelated)
            ? new PublicityMet(publicity.ContentHash, publicity.Content!.IsMarked(), publicity.EndsAt!.Value)
            : null;

    /// <param name="asked">Whether holders of a priority are asked; not when one of them takes the buyer's place.</param>
    private Decision Agree(string? offer, OfferContent content, DealSide by, string? agent, DealContext context, Instant now, bool asked)
    {
        var related = context.Achievement is { } known && NoticeContent.RelatedOnRecord(known, Buyer, context.Buyer);
        var holders = context.Achievement is { } achievement ? HoldersOf(achievement.Content, content.TransferMode, DealRules.Of(context.Rules), asked) : [];
        var until = holders.Any(holder => holder.Priority) ? Instant.EndOf(now.ShanghaiDay.AddDays(DealRules.Of(context.Rules).PriorityDays)) : (Instant?)null;
        var terms = new TermsAgreed(
            offer, content.Price, content.TransferMode, content.LicenceScope, content.ContractType, content.PaymentMethod, related, holders, until,
            context.Listing is { PriceMethod: PriceMethod.Agreement } && context.Rules.Publicity.Days > 0, by, agent, now);
        return Apply(terms).MetBy(context.Publicity, now) is { } met && terms.NeedsPublicity ? Settled(now, terms, met) : Settled(now, terms);
    }

    private ImmutableArray<Holder> HoldersOf(AchievementContent content, TransferMode? mode, DealRules rules, bool asked)
    {
        var passes = asked && mode is { } way && Listing.PassesOwnership(way);
        var holders = ImmutableArray.CreateBuilder<Holder>();
        void Add(HolderKind kind, string? name, string? organization, string? completer, bool consents, bool priority)
        {
            // The buyer has agreed, and does not go before himself.
            if ((consents || priority) && (organization is null || organization != Buyer))
                holders.Add(new Holder($"{holders.Count + 1}", kind, name, organization, completer, consents, priority));
        }

        foreach (var completer in content.Completers) Add(HolderKind.Completer, null, null, completer.Id, false, passes && rules.NotifyCompleters);
        if (content.Client is { } client) Add(HolderKind.Client, client.Name, client.Organization, null, false, passes && rules.NotifyClient);
        foreach (var owner in content.CoOwners) Add(HolderKind.CoOwner, owner.Name, owner.Organization, null, rules.CoOwnerConsent, passes && rules.NotifyCoOwners);
        return holders.ToImmutable();
    }

    private (HolderAnswer? Answer, Refusal? Refusal) AnswererOf(Actor actor, MandatesHeld held, string label, string? evidence, Instant now)
    {
        if (!VisibleTo(actor, held, now)) return (null, DealRefusals.NotFound);
        if (Holders.FirstOrDefault(one => one.Holder.Label == label) is not { } answer) return (null, DealRefusals.HolderNotFound);
        if (answer.Holder.Organization is { } itself)
        {
            if (actor.Organization != itself && !held.Allow(itself, MandateScope.Deals, now)) return (null, DealRefusals.NotHolder);
        }
        else
        {
            if (PartyOf(actor, held, now) is not { Side: DealSide.Seller, Refusal: null }) return (null, DealRefusals.NotHolder);
            if (string.IsNullOrWhiteSpace(evidence)) return (null, DealRefusals.EvidenceMissing.With().At("/evidence"));
        }
        return IsPending ? (answer, null) : (null, PhaseForbids());
    }
}
