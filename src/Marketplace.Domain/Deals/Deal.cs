using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Publicities;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Deals;

/// <summary>A negotiation of two sides over a listing or a demand, up to the terms from which the contract is drafted (stream: its <c>dea_</c> id).</summary>
public sealed partial record Deal : IState<Deal>
{
    public static readonly Transitions<DealPhase> Next = new()
    {
        [DealPhase.Open] = [DealPhase.AgreedPendingConsent, DealPhase.AgreedPendingPublicity, DealPhase.Closed],
        [DealPhase.AgreedPendingConsent] = [DealPhase.AgreedPendingPublicity, DealPhase.Closed],
        [DealPhase.AgreedPendingPublicity] = [DealPhase.Agreed, DealPhase.Closed],
    };

    public static Deal Initial { get; } = new();

    /// <summary>Absent before the deal is opened.</summary>
    public DealPhase? Phase { get; private init; }

    /// <summary>Absent before the deal is opened.</summary>
    public DealOpened? Opened { get; private init; }

    /// <summary>In the order in which they were made.</summary>
    public ImmutableArray<DealOffer> Offers { get; private init; } = [];

    /// <summary>Absent before both sides agree.</summary>
    public TermsAgreed? Terms { get; private init; }
    public ImmutableArray<HolderAnswer> Holders { get; private init; } = [];

    /// <summary>The notice that made the terms public; absent before it ended, and where none is needed.</summary>
    public PublicityMet? Publicised { get; private init; }
    public Instant? AgreedAt { get; private init; }
    public DealClosed? Closed { get; private init; }

    /// <summary>The organisations that have acted for a side, and for which.</summary>
    public ImmutableArray<(DealSide Side, string Agent)> Agents { get; private init; } = [];

    public string Seller => Opened?.Seller ?? "";
    public string Buyer => Opened?.Buyer ?? "";

    /// <summary>The offer that can be accepted; absent when there is none.</summary>
    public OfferMade? Standing => Offers is [.., { State: OfferState.Standing } last] ? last.Made : null;

    /// <summary>Whether the terms leave nothing for a second deal: all but an ordinary licence.</summary>
    public bool Exclusive => Terms is not { TransferMode: TransferMode.Licence, LicenceScope: LicenceScope.Ordinary };

    /// <summary>Whether the listing waits for this deal: nobody else can take what is exclusive, or what a notice is being posted for.</summary>
    public bool HoldsListing => Opened?.Listing is not null && Terms is not null && (Exclusive || Terms.NeedsPublicity);

    public Instant? Due => IsPending && Holders.Any(holder => holder.PriorityOpen) ? Terms!.NoticesUntil : null;

    private bool IsPending => Phase is DealPhase.AgreedPendingConsent or DealPhase.AgreedPendingPublicity;

    private bool NothingWanting => !Holders.Any(holder => holder.Wanting) && (!Terms!.NeedsPublicity || Publicised is not null);

    /// <summary>
    /// Whether the reader may know of it: the two sides, who holds a mandate of one of them, the operator of the market, and once
    /// there are terms whoever has a say in them. For all others it does not exist.
    /// </summary>
    /// <param name="held">The mandates of the reader's organisation.</param>
    public bool VisibleTo(Actor reader, MandatesHeld held, Instant now) =>
        Opened is { } opened && (reader.Organization == opened.Seller || reader.Organization == opened.Buyer || reader.Organization == opened.Market
            || held.Allow(opened.Seller, MandateScope.Deals, now) || held.Allow(opened.Buyer, MandateScope.Deals, now)
            || Holders.Any(answer => answer.Holder.Organization == reader.Organization));

    /// <summary>Whether the reader sees what the two sides say to each other.</summary>
    public bool OpenTo(Actor reader, MandatesHeld held, Instant now) =>
        Opened is { } opened && (reader.Organization == opened.Seller || reader.Organization == opened.Buyer || reader.Organization == opened.Market
            || held.Allow(opened.Seller, MandateScope.Deals, now) || held.Allow(opened.Buyer, MandateScope.Deals, now));

    public Deal Apply(Event e) => e switch
    {
        DealOpened opened => With(opened.By, opened.Agent) with { Phase = DealPhase.Open, Opened = opened },
        OfferMade made => With(made.By, made.Agent) with { Offers = [.. Offers.Select(offer => offer.From(OfferState.Standing, OfferState.Replaced)), new(made, OfferState.Standing)] },
        OfferDeclined declined => With(declined.By, declined.Agent) with { Offers = Mark(declined.Offer, OfferState.Declined, declined.Reason) },
        TermsAgreed terms => (With(terms.By, terms.Agent) with
        {
            Terms = terms,
            Phase = DealPhase.AgreedPendingConsent,
            Offers = terms.Offer is null ? Offers : Mark(terms.Offer, OfferState.Accepted, null),
            Holders = [.. terms.Holders.Select(holder => new HolderAnswer(holder))],
        }).Waiting(),
        ConsentRecorded recorded => (this with { Holders = Answer(recorded.Holder, answer => answer with { Consent = recorded }) }).Waiting(),
        PriorityAnswered answered => (this with { Holders = Answer(answered.Holder, answer => answer with { Priority = answered }) }).Waiting(),
        PublicityMet met => (this with { Publicised = met }).Waiting(),
        DealAgreed agreed => this with { Phase = DealPhase.Agreed, AgreedAt = agreed.AgreedAt },
        DealClosed closed => this with { Phase = DealPhase.Closed, Closed = closed },
        _ => throw new InvalidOperationException($"A deal does not know the event {e.GetType().Name}."),
    };

    /// <summary>The events, and that the deal is agreed if nothing is wanting after them.</summary>
    private Decision Settled(Instant now, params ReadOnlySpan<Event> events)
    {
        var after = this;
        foreach (var e in events) after = after.Apply(e);
        return after.IsPending && after.NothingWanting ? Decision.Of([.. events, new DealAgreed(now)]) : Decision.Of(events);
    }

    private Deal Waiting() => IsPending && !Holders.Any(holder => holder.Wanting) ? this with { Phase = DealPhase.AgreedPendingPublicity } : this;

    private Deal With(DealSide side, string? agent) => agent is null || Agents.Contains((side, agent)) ? this : this with { Agents = Agents.Add((side, agent)) };

    private ImmutableArray<DealOffer> Mark(string id, OfferState state, Sealed? reason) =>
        [.. Offers.Select(offer => offer.Made.Offer == id ? offer with { State = state, Reason = reason } : offer)];

    private ImmutableArray<HolderAnswer> Answer(string label, Func<HolderAnswer, HolderAnswer> change) =>
        [.. Holders.Select(answer => answer.Holder.Label == label ? change(answer) : answer)];

    private Refusal PhaseForbids() => DealRefusals.PhaseForbids.With(("phase", Phase!.Value));
}

/// <summary>An offer and what became of it.</summary>
/// <param name="Reason">Why it was declined.</param>
public sealed record DealOffer(OfferMade Made, OfferState State, Sealed? Reason = null)
{
    internal DealOffer From(OfferState from, OfferState to) => State == from ? this with { State = to } : this;
}

/// <summary>Somebody who has a say in the terms, and what he said.</summary>
public sealed record HolderAnswer(Holder Holder, ConsentRecorded? Consent = null, PriorityAnswered? Priority = null)
{
    internal bool ConsentOpen => Holder.Consents && Consent is null;
    internal bool PriorityOpen => Holder.Priority && Priority is null;
    internal bool Wanting => ConsentOpen || PriorityOpen;
}

/// <summary>What terms are judged by beside the deal itself.</summary>
/// <param name="Listing">State of the listing; absent on a demand, with all that hangs on it.</param>
/// <param name="Achievement">State of the listing's achievement.</param>
/// <param name="Publicity">State of the listing's notice.</param>
/// <param name="Seller">State of the seller.</param>
/// <param name="Buyer">State of the buyer.</param>
/// <param name="Rules">The version that the deal pins.</param>
public sealed record DealContext(Listing? Listing, Achievement? Achievement, Publicity? Publicity, Organization Seller, Organization Buyer, RuleSet Rules);
