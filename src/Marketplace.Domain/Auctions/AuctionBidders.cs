using System.Collections.Immutable;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Codes in <c>api-specs/codelists/bidder_status.csv</c>.</summary>
public enum BidderStatus { Registered, Qualified, Rejected }

/// <summary>Deposits as sums that always add up: what is held is what arrived less what left.</summary>
public readonly record struct DepositLedger(Money Confirmed, Money Released, Money Applied, Money Forfeited = default)
{
    public Money Held => Confirmed - Released - Applied - Forfeited;

    internal DepositLedger In(Money amount) => this with { Confirmed = Confirmed + amount };

    internal DepositLedger Back(Money amount) => (this with { Released = Released + amount }).Checked();

    internal DepositLedger ToPrice(Money amount) => (this with { Applied = Applied + amount }).Checked();

    internal DepositLedger FromPrice(Money amount) => (this with { Applied = Applied - amount }).Checked();

    internal DepositLedger Lost(Money amount) => (this with { Forfeited = Forfeited + amount }).Checked();

    private DepositLedger Checked() => Held >= Money.Zero && Applied >= Money.Zero ? this : throw new InvalidOperationException("More of a deposit left than had arrived.");
}

/// <summary>One who registered for an auction.</summary>
/// <param name="Version">How many events there are of this bidder. The stream's own version would tell one bidder what becomes of the others.</param>
public sealed record AuctionBidder(string Label, string Organization, BidderStatus Status, ImmutableArray<string> Reasons, DepositLedger Deposit, long Version = 1)
{
    /// <summary>The organisation that acts for it; absent when it acts for itself.</summary>
    public string? Agent { get; init; }

    /// <summary>Whether it is marked as related to the lot: it may bid all the same.</summary>
    public bool Related { get; init; }

    /// <summary>By what it may match the leading price.</summary>
    public HolderKind? Priority { get; init; }

    /// <summary>Of the priority: 1 goes before 2.</summary>
    public int? Rank { get; init; }
}

/// <summary>
/// Who may bid in one auction and with which deposits, stream <c>auc_…-bidders</c>. Grows with the bidders, not with the
/// bids. Every decision is taken beside the auction's own state.
/// </summary>
public sealed record AuctionBidders : IState<AuctionBidders>
{
    public static readonly Transitions<BidderStatus> Next = new()
    {
        [BidderStatus.Registered] = [BidderStatus.Qualified, BidderStatus.Rejected],
    };

    public static AuctionBidders Initial { get; } = new();

    private ImmutableDictionary<string, int> PlaceOf { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>By label: "1" stands at 0.</summary>
    public ImmutableList<AuctionBidder> All { get; private init; } = [];

    /// <summary>Organisations that bought the lot before and did not keep to it.</summary>
    public ImmutableHashSet<string> Barred { get; private init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Sums over all bidders.</summary>
    public DepositLedger Deposits { get; private init; }

    /// <summary>The stream that belongs to the auction.</summary>
    public static string StreamOf(string auction) => $"{auction}-bidders";

    /// <summary>The bidder with the label, or none.</summary>
    public AuctionBidder? Find(string label) => PlaceOfLabel(label) is { } at ? All[at] : null;

    // "03" and " 3" are no labels, though they read as the number 3.
    private int? PlaceOfLabel(string label) =>
        int.TryParse(label, out var number) && number >= 1 && number <= All.Count && All[number - 1].Label == label ? number - 1 : null;

    /// <summary>The bidder that the organisation is, or none.</summary>
    public AuctionBidder? OfOrganization(string organization) => PlaceOf.TryGetValue(organization, out var at) ? All[at] : null;

    public AuctionBidders Apply(Event e) => e switch
    {
        BidderRegistered registered => this with
        {
            All = All.Add(new AuctionBidder(registered.Label, registered.Organization, BidderStatus.Registered, [], default)
            {
                Agent = registered.Agent, Related = registered.Related ?? false, Priority = registered.Priority, Rank = registered.Rank,
            }),
            PlaceOf = PlaceOf.Add(registered.Organization, All.Count),
        },
        BidderQualified qualified => With(qualified.Label, bidder => To(bidder, BidderStatus.Qualified) with
        {
            Related = bidder.Related || qualified.Priority is not null, Priority = qualified.Priority ?? bidder.Priority, Rank = qualified.Rank ?? bidder.Rank,
        }),
        BidderRejected rejected => With(rejected.Label, bidder => To(bidder, BidderStatus.Rejected) with { Reasons = rejected.Reasons }),
        DepositConfirmed confirmed => Book(confirmed.Label, ledger => ledger.In(confirmed.Amount)),
        DepositReleased released => Book(released.Label, ledger => ledger.Back(released.Amount)),
        DepositApplied applied => Book(applied.Label, ledger => ledger.ToPrice(applied.Amount)),
        DepositUnapplied unapplied => Book(unapplied.Label, ledger => ledger.FromPrice(unapplied.Amount)),
        DepositForfeited forfeited => Book(forfeited.Label, ledger => ledger.Lost(forfeited.Amount)),
        BidderBarred barred => this with { Barred = Barred.Add(barred.Organization) },
        _ => throw new InvalidOperationException($"Bidders do not know the event {e.GetType().Name}."),
    };

    private AuctionBidders With(string label, Func<AuctionBidder, AuctionBidder> change)
    {
        var at = PlaceOfLabel(label) ?? throw new InvalidOperationException($"No bidder has the label {label}.");
        return this with { All = All.SetItem(at, change(All[at]) with { Version = All[at].Version + 1 }) };
    }

    private AuctionBidders Book(string label, Func<DepositLedger, DepositLedger> entry) =>
        With(label, bidder => bidder with { Deposit = entry(bidder.Deposit) }) with { Deposits = entry(Deposits) };

    private static AuctionBidder To(AuctionBidder bidder, BidderStatus next) => Next.Allows(bidder.Status, next)
        ? bidder with { Status = next }
        : throw new InvalidOperationException($"A bidder does not go from {bidder.Status} to {next}.");

    /// <summary>
    /// Registers the caller's organisation and gives it the next label. Refusals: <c>auction.not_found</c>,
    /// <c>auction.withdrawn</c>, <c>auction.ended</c>, <c>bidder.registration_closed</c>, <c>bidder.is_seller</c>,
    /// <c>bidder.is_operator</c>, <c>bidder.is_auction_house</c>, <c>bidder.for_seller</c>, <c>bidder.of_staff</c>,
    /// <c>bidder.barred</c>, <c>bidder.already_registered</c>, <c>bidder.agent_of_another</c>, and those of
    /// <see cref="Organization.MayAct"/>.
    /// </summary>
    /// <param name="bidder">State of the actor's organisation.</param>
    /// <param name="entry">What else is known of it.</param>
    public Decision Register(Auction auction, Organization bidder, Actor actor, Instant now, BidderEntry? entry = null)
    {
        entry ??= new BidderEntry();
        if (auction.OverAt(now) is { } over) return over;
        if (now >= auction.Terms.RegistrationClosesAt)
            return BidderRefusals.RegistrationClosed.With(("closedAt", auction.Terms.RegistrationClosesAt));
        if (Conflict(auction.Terms, actor) is { } conflict) return conflict;
        if (entry.ForSeller) return BidderRefusals.ForSeller;
        if (entry.OfStaff) return BidderRefusals.OfStaff;
        if (Barred.Contains(actor.Organization)) return BidderRefusals.Barred;
        if (bidder.MayAct(now) is { } suspended) return suspended;
        if (OfOrganization(actor.Organization) is { } already) return BidderRefusals.AlreadyRegistered.With(("label", already.Label));
        if (All.Any(other => other.Agent == actor.Organization || (entry.Agent is { } agent && (other.Agent == agent || other.Organization == agent)))) return BidderRefusals.AgentOfAnother;
        return new BidderRegistered($"{All.Count + 1}", actor.Organization, actor.Subject, now, entry.Agent, entry.Related ? true : null, entry.Priority, entry.Rank);
    }

    /// <summary>Who may never bid: the seller (拍卖法 30), a market's and the auction house's people (拍卖法 22; 法释〔2016〕18号 34).</summary>
    private static Refusal? Conflict(AuctionTerms terms, Actor actor)
    {
        if (actor.Organization == terms.Seller) return BidderRefusals.IsSeller;
        if (actor.Organization == terms.AuctionHouse) return BidderRefusals.IsAuctionHouse;
        if (actor.Organization == terms.Operator || actor.Kind is OrganizationKind.MarketOperator) return BidderRefusals.IsOperator;
        return null;
    }

    /// <summary>
    /// The market finds that the bidder meets the conditions. Refusals: <c>auction.not_found</c>, <c>auction.withdrawn</c>,
    /// <c>auction.ended</c>, <c>auction.not_operator</c>, <c>bidder.not_found</c>, <c>bidder.already_decided</c>.
    /// </summary>
    /// <param name="priority">A priority that the market finds besides, of a kind that the announcement names (<c>priority.not_announced</c>); absent for none.</param>
    /// <param name="evidence">By what it finds it: <c>bidder.evidence_missing</c> without.</param>
    /// <param name="rules">The version that ranks it.</param>
    public Decision Qualify(Auction auction, string label, Actor actor, Instant now, HolderKind? priority = null, string? evidence = null, RuleSet? rules = null)
    {
        if (Undecided(auction, label, actor, now) is { } refusal) return refusal;
        if (priority is not { } kind) return new BidderQualified(label, now);
        if (auction.Terms.Priority?.Holders.Any(holder => holder.Kind == kind) is not true) return PriorityRefusals.NotAnnounced.With(("holder", kind)).At("/priority");
        return string.IsNullOrWhiteSpace(evidence) ? BidderRefusals.EvidenceMissing.With().At("/evidence") : new BidderQualified(label, now, kind, BidderEntry.RankOf(kind, rules!), evidence);
    }

    /// <summary>
    /// The market finds that it does not; a deposit already paid goes back. Refusals: those of <see cref="Qualify"/>, and
    /// <c>bidder.reason_missing</c>.
    /// </summary>
    public Decision Reject(Auction auction, string label, ImmutableArray<string> reasons, Actor actor, Instant now)
    {
        if (Undecided(auction, label, actor, now) is { } refusal) return refusal;
        if (reasons.IsDefaultOrEmpty || reasons.Any(string.IsNullOrWhiteSpace)) return BidderRefusals.ReasonMissing;
        var rejected = new BidderRejected(label, reasons, now);
        var held = Find(label)!.Deposit.Held;
        return held == Money.Zero
            ? rejected
            : Decision.Of(rejected, new DepositReleased(label, held, now + TimeSpan.FromHours(auction.Announced!.DepositReleaseHours), now));
    }

    private Refusal? Undecided(Auction auction, string label, Actor actor, Instant now)
    {
        if (OperatorsMatter(auction, actor, now) is { } refusal) return refusal;
        return Find(label) switch
        {
            null => BidderRefusals.NotFound.With(("label", label)),
            { Status: not BidderStatus.Registered } => BidderRefusals.AlreadyDecided,
            _ => null,
        };
    }

    private static Refusal? OperatorsMatter(Auction auction, Actor actor, Instant now)
    {
        if (auction.Announced is null) return AuctionRefusals.NotFound;
        return actor.Organization == auction.Terms.Operator ? auction.OverAt(now) : AuctionRefusals.NotOperator;
    }

    /// <summary>
    /// The market confirms that the whole deposit has arrived; before or after the qualification, but before the end
    /// (法释〔2016〕18号 18). Refusals: <c>auction.not_found</c>, <c>auction.withdrawn</c>, <c>auction.ended</c>,
    /// <c>auction.not_operator</c>, <c>bidder.not_found</c>, <c>bidder.rejected</c>, <c>deposit.already_confirmed</c>,
    /// <c>deposit.amount_differs</c>.
    /// </summary>
    public Decision ConfirmDeposit(Auction auction, string label, Money amount, string reference, Actor actor, Instant now)
    {
        if (OperatorsMatter(auction, actor, now) is { } refusal) return refusal;
        if (Find(label) is not { } bidder) return BidderRefusals.NotFound.With(("label", label));
        if (bidder.Status is BidderStatus.Rejected) return BidderRefusals.Rejected;
        if (bidder.Deposit.Confirmed > Money.Zero) return BidderRefusals.DepositConfirmed;
        if (amount != auction.Terms.Deposit || amount == Money.Zero)
            return BidderRefusals.DepositDiffers.With(("expected", auction.Terms.Deposit));
        return new DepositConfirmed(label, amount, reference, now);
    }

    /// <summary>
    /// Whether the organisation may bid as far as it is concerned; what the time says is the auction's matter. A label, or
    /// <c>bidder.not_registered</c> without one; with one <c>bidder.suspended</c>, <c>bidder.rejected</c>,
    /// <c>bidder.not_qualified</c>, <c>deposit.missing</c>.
    /// </summary>
    /// <param name="suspended">Whether the organisation may not act at the moment, as its own state says.</param>
    public (string? Label, Refusal? Refusal) MayBid(Auction auction, string organization, bool suspended) => OfOrganization(organization) switch
    {
        null => (null, BidderRefusals.NotRegistered),
        { } bidder when suspended => (bidder.Label, BidderRefusals.Suspended),
        { Status: BidderStatus.Rejected } bidder => (bidder.Label, BidderRefusals.Rejected),
        { Status: BidderStatus.Registered } bidder => (bidder.Label, BidderRefusals.NotQualified),
        { } bidder when bidder.Deposit.Held < auction.Terms.Deposit =>
            (bidder.Label, BidderRefusals.DepositMissing.With(("expected", auction.Terms.Deposit))),
        { } bidder => (bidder.Label, null),
    };

    /// <summary>Those of the auction before who take no part in this one, for its first events.</summary>
    /// <param name="auction">The auction before.</param>
    /// <param name="id">Its id.</param>
    public ImmutableArray<Event> BarredFromNext(Auction auction, string id, Instant now) =>
        [.. Barred.Order(StringComparer.Ordinal).Union(auction.Defaults.Select(one => Find(one.Label)!.Organization)).Select(organization => new BidderBarred(organization, id, now))];

    /// <summary>
    /// What follows for the deposits once the auction is over: all go back when it was unsold, withdrawn or annulled, all but the
    /// winner's (and that of the next bidder whom the announcement names) when it was sold; the winner's becomes price with the
    /// confirmation and is forfeited by a default. Nothing where it is done already, so it may be asked after each of these events
    /// and again.
    /// </summary>
    /// <param name="at">When the event happened from which this follows.</param>
    public Decision SettleDeposits(Auction auction, Instant at)
    {
        if (auction.DepositsDueBackBy is not { } dueBy) return Decision.Nothing;
        var events = new List<Event>();
        foreach (var bidder in All)
        {
            var (label, held, applied) = (bidder.Label, bidder.Deposit.Held, bidder.Deposit.Applied);
            var defaulted = auction.Defaults.Any(one => one.Label == label);
            if (applied > Money.Zero && (defaulted || auction.Phase is AuctionPhase.Annulled))
            {
                events.Add(new DepositUnapplied(label, applied, at));
                held += applied;
            }
            if (held == Money.Zero) continue;
            if (defaulted && auction.Phase is not AuctionPhase.Annulled) events.Add(new DepositForfeited(label, held, at));
            else if (auction.Phase is AuctionPhase.Confirmed && label == auction.Result!.Winner) events.Add(new DepositApplied(label, held, at));
            else if (!Stays(auction, label)) events.Add(new DepositReleased(label, held, Instant.Max(dueBy, at), at));
        }
        return Decision.Of([.. events]);
    }

    private static bool Stays(Auction auction, string label) => auction.Phase is AuctionPhase.Sold && (label == auction.Result!.Winner || label == auction.NextBidder?.Label);
}
