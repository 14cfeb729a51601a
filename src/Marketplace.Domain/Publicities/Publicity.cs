using System.Collections.Immutable;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Publicities;

/// <summary>An objection (异议) to the notice that stands.</summary>
public sealed record Objection(string Id, string Organization, string By, Sealed Text, Instant RaisedAt)
{
    /// <summary>Absent while it is open.</summary>
    public ObjectionDecision? Decision { get; init; }
    public string? Reasons { get; init; }
    public Instant? DecidedAt { get; init; }
}

/// <summary>
/// The notice (公示) of a price by agreement, stream <c>{listing}-publicity</c>: 促进科技成果转化法 art. 18; 国发〔2016〕16号. Whether it
/// has ended follows from the time alone, also when the end is recorded late.
/// </summary>
public sealed record Publicity : IState<Publicity>
{
    public static readonly Transitions<PublicityPhase> Next = new()
    {
        [PublicityPhase.Running] = [PublicityPhase.Suspended, PublicityPhase.Ended, PublicityPhase.Withdrawn],
        [PublicityPhase.Suspended] = [PublicityPhase.Running, PublicityPhase.Failed, PublicityPhase.Withdrawn],
        [PublicityPhase.Ended] = [PublicityPhase.Running, PublicityPhase.Withdrawn],
        [PublicityPhase.Failed] = [PublicityPhase.Running, PublicityPhase.Withdrawn],
    };

    public static Publicity Initial { get; } = new();

    public static string StreamOf(string listing) => $"{listing}-publicity";

    /// <summary>Absent before the first notice.</summary>
    public PublicityPhase? Phase { get; private init; }

    /// <summary>1 for the listing's first notice.</summary>
    public int Round { get; private init; }
    public string Listing { get; private init; } = "";
    public string Seller { get; private init; } = "";
    public NoticeContent? Content { get; private init; }
    public string ContentHash { get; private init; } = "";
    public string RuleSet { get; private init; } = "";
    public PublicityCount Count { get; private init; }
    public Instant PostedAt { get; private init; }

    /// <summary>When what stands now was first to be read.</summary>
    public Instant StandsSince { get; private init; }

    /// <summary>24:00 of the last day as it stands, or stood; absent while an objection is open and after one was upheld.</summary>
    public Instant? EndsAt { get; private init; }
    public ImmutableArray<Objection> Objections { get; private init; } = [];

    public Instant? Due => Phase is PublicityPhase.Running ? EndsAt : null;

    /// <summary>
    /// Posts a notice. Refusals: <c>listing.not_found</c>, <c>.not_seller</c>, <c>.phase_forbids</c>, <c>publicity.not_needed</c>,
    /// <c>.under_way</c>, <c>.buyer_is_seller</c>, <c>.buyer_unknown</c>, <c>.relation_undeclared</c>, <c>.statement_missing</c>.
    /// </summary>
    /// <param name="listing">State of the listing whose price it is.</param>
    /// <param name="achievement">State of the listing's achievement.</param>
    /// <param name="buyer">State of the buyer that the terms name; absent when they name none.</param>
    /// <param name="rules">The version in force.</param>
    public Decision Start(Actor actor, string listingId, Listing listing, Achievement achievement, NoticeTerms terms, Organization? buyer, RuleSet rules, Instant now)
    {
        if (NotPostable(actor, listing) is { } refusal) return refusal;
        if (Phase is PublicityPhase.Running or PublicityPhase.Suspended) return PublicityRefusals.UnderWay;
        if (Fault(terms, listing, achievement, buyer, now) is { } fault) return fault;
        var content = NoticeContent.From(terms, listing.Achievement, achievement, listing.TransferMode);
        int days = rules.Publicity.Days;
        return new NoticePosted(listingId, listing.Seller, content, content.Hash(), rules.Version, days, now, PublicityCount.Start(days, now.ShanghaiDay).EndsAt!.Value);
    }

    /// <summary>
    /// Changes what the notice says; the count begins anew. Nothing happens when nothing changes. Refusals: as
    /// <see cref="Start"/>, and <c>publicity.not_found</c>, <c>.not_under_way</c>.
    /// </summary>
    public Decision Revise(Actor actor, Listing listing, Achievement achievement, NoticeTerms terms, Organization? buyer, Instant now)
    {
        if (NotPostable(actor, listing) is { } refusal) return refusal;
        if (NotUnderWay(now) is { } over) return over;
        if (Fault(terms, listing, achievement, buyer, now) is { } fault) return fault;
        var content = NoticeContent.From(terms, listing.Achievement, achievement, listing.TransferMode);
        var hash = content.Hash();
        return hash == ContentHash ? Decision.Nothing : new NoticeRevised(content, hash, now, Count.Restart(now.ShanghaiDay).EndsAt);
    }

    /// <summary>Objects. Refusals: <c>publicity.not_found</c>, <c>.not_under_way</c>, <c>.objection_open</c>.</summary>
    /// <param name="id">A new <c>obj_</c> id.</param>
    public Decision Object(Actor actor, string id, Sealed text, Instant now)
    {
        if (NotUnderWay(now) is { } over) return over;
        if (Objections.Any(objection => objection.Decision is null && objection.By == actor.Subject)) return PublicityRefusals.ObjectionOpen;
        return new ObjectionRaised(id, actor.Organization, actor.Subject, text, now, Count.Stop(now.ShanghaiDay).Counted);
    }

    /// <summary>
    /// Decides an objection, which is the seller's part: the unit publishes its way of dealing with objections (国发〔2016〕16号).
    /// Refusals: <c>publicity.not_found</c>, <c>listing.not_seller</c>, <c>publicity.objection_not_found</c>,
    /// <c>.objection_decided</c>, <c>.not_under_way</c>, <c>.own_objection</c>.
    /// </summary>
    public Decision Decide(Actor actor, string id, ObjectionDecision decision, string reasons, Instant now)
    {
        if (Phase is null) return PublicityRefusals.NotFound;
        if (actor.Organization != Seller) return ListingRefusals.NotSeller;
        if (Objections.FirstOrDefault(one => one.Id == id) is not { } objection) return PublicityRefusals.ObjectionNotFound;
        if (objection.Decision is not null) return PublicityRefusals.ObjectionDecided;
        if (NotUnderWay(now) is { } over) return over;
        if (objection.By == actor.Subject) return PublicityRefusals.OwnObjection;
        var last = Objections.Count(one => one.Decision is null) == 1;
        return new ObjectionDecided(id, decision, reasons, now, decision is ObjectionDecision.Rejected && last ? Count.Resume(now.ShanghaiDay).EndsAt : null);
    }

    /// <summary>Records the end at its due time; nothing when it has moved on or is recorded.</summary>
    public Decision End(Instant due) => Phase is PublicityPhase.Running && due >= EndsAt ? new PublicityEnded(ContentHash, EndsAt.Value) : Decision.Nothing;

    /// <summary>Goes with its listing; nothing where there is no notice.</summary>
    public Decision Withdraw(Instant now) => Phase is null or PublicityPhase.Withdrawn ? Decision.Nothing : new NoticeWithdrawn(now);

    /// <summary>Whether the notice has stood its days by the moment, undisputed, whether or not the end is recorded yet.</summary>
    public bool HasEnded(Instant now) => Phase is PublicityPhase.Ended || (Phase is PublicityPhase.Running && now >= EndsAt);

    /// <summary>
    /// Whether what was made public is this deal: the same price in the same way, with the buyer that it names, if it names one;
    /// and a buyer with a relation only where that is marked.
    /// </summary>
    public bool Covers(Money price, TransferMode mode, string buyer, bool buyerRelated) =>
        Content is { } content && content.Price == price && content.TransferMode == mode && (content.Buyer is null || content.Buyer == buyer) && (content.IsMarked() || !buyerRelated);

    /// <summary>Whether the reader sees who objected and with what words: the seller, the market's operator, the supervisor, and each his own.</summary>
    public static bool SeesObjector(Actor? reader, Objection objection, Listing listing) => reader is not null
        && (reader.Organization == listing.Seller || reader.Organization == listing.Market || reader.Kind is OrganizationKind.Supervisor || reader.Subject == objection.By);

    public Publicity Apply(Event e) => e switch
    {
        NoticePosted posted => new()
        {
            Phase = PublicityPhase.Running,
            Round = Round + 1,
            Listing = posted.Listing,
            Seller = posted.Seller,
            Content = posted.Content,
            ContentHash = posted.ContentHash,
            RuleSet = posted.RuleSet,
            Count = PublicityCount.Start(posted.Days, posted.PostedAt.ShanghaiDay),
            PostedAt = posted.PostedAt,
            StandsSince = posted.PostedAt,
            EndsAt = posted.EndsAt,
        },
        NoticeRevised revised => this with
        {
            Content = revised.Content, ContentHash = revised.ContentHash, Count = Count.Restart(revised.RevisedAt.ShanghaiDay),
            StandsSince = revised.RevisedAt, EndsAt = revised.EndsAt,
        },
        ObjectionRaised raised => this with
        {
            Phase = PublicityPhase.Suspended, Count = Count.Stop(raised.RaisedAt.ShanghaiDay), EndsAt = null,
            Objections = Objections.Add(new Objection(raised.Objection, raised.Organization, raised.By, raised.Text, raised.RaisedAt)),
        },
        ObjectionDecided decided => Decided(decided),
        PublicityEnded => this with { Phase = PublicityPhase.Ended },
        NoticeWithdrawn => this with { Phase = PublicityPhase.Withdrawn },
        _ => throw new InvalidOperationException($"A publicity does not know the event {e.GetType().Name}."),
    };

    private Publicity Decided(ObjectionDecided decided)
    {
        ImmutableArray<Objection> objections = [.. Objections.Select(one => one.Id != decided.Objection ? one
            : one with { Decision = decided.Decision, Reasons = decided.Reasons, DecidedAt = decided.DecidedAt })];
        if (decided.Decision is ObjectionDecision.Upheld) return this with { Phase = PublicityPhase.Failed, Objections = objections };
        return decided.EndsAt is null ? this with { Objections = objections } : this with
        {
            Phase = PublicityPhase.Running, Objections = objections, Count = Count.Resume(decided.DecidedAt.ShanghaiDay), EndsAt = decided.EndsAt,
        };
    }

    private static Refusal? NotPostable(Actor actor, Listing listing)
    {
        if (!listing.VisibleTo(actor)) return ListingRefusals.NotFound;
        if (actor.Organization != listing.Seller) return ListingRefusals.NotSeller;
        if (listing.PriceMethod is not PriceMethod.Agreement) return PublicityRefusals.NotNeeded.With(("method", listing.PriceMethod));
        return listing.Phase is ListingPhase.Open or ListingPhase.Taken ? null : ListingRefusals.PhaseForbids.With(("phase", listing.Phase!.Value));
    }

    private static Refusal? Fault(NoticeTerms terms, Listing listing, Achievement achievement, Organization? buyer, Instant now)
    {
        if (terms.Buyer is { } id)
        {
            if (id == listing.Seller) return PublicityRefusals.BuyerIsSeller.With().At("/buyer");
            if (buyer is null || buyer.MayAct(now) is not null) return PublicityRefusals.BuyerUnknown.With().At("/buyer");
            if (terms.Relation is BuyerRelation.None && NoticeContent.RelatedOnRecord(achievement, id, buyer)) return PublicityRefusals.RelationUndeclared.With().At("/relation");
        }
        return terms.Relation is not BuyerRelation.None && string.IsNullOrWhiteSpace(terms.RelationStatement)
            ? PublicityRefusals.StatementMissing.With().At("/relationStatement")
            : null;
    }

    private Refusal? NotUnderWay(Instant now)
    {
        if (Phase is null) return PublicityRefusals.NotFound;
        if (HasEnded(now)) return PublicityRefusals.NotUnderWay.With(("phase", PublicityPhase.Ended));
        return Phase is PublicityPhase.Failed or PublicityPhase.Withdrawn ? PublicityRefusals.NotUnderWay.With(("phase", Phase.Value)) : null;
    }
}
