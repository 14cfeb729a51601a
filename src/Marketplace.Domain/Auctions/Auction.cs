using System.Collections.Immutable;
using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Codes in <c>api-specs/codelists/auction_phase.csv</c>.</summary>
public enum AuctionPhase { Announced, Open, Paused, Sold, Unsold, Confirmed, Defaulted, Withdrawn, Annulled }

/// <summary>
/// One auction of one lot, stream <c>auc_…</c>: what all formats have in common. How the bidding itself runs is its
/// <see cref="Auctions.Course"/>'s matter. All that its stream says may be published after the end: bidders are labels, the reserve
/// is sealed. Its size does not depend on the number of bids.
/// </summary>
public sealed partial record Auction : IState<Auction>
{
    /// <summary>The phases and where each may lead.</summary>
    public static readonly Transitions<AuctionPhase> Next = new()
    {
        [AuctionPhase.Announced] = [AuctionPhase.Open, AuctionPhase.Withdrawn],
        [AuctionPhase.Open] = [AuctionPhase.Paused, AuctionPhase.Sold, AuctionPhase.Unsold, AuctionPhase.Annulled],
        [AuctionPhase.Paused] = [AuctionPhase.Open, AuctionPhase.Annulled],
        [AuctionPhase.Sold] = [AuctionPhase.Confirmed, AuctionPhase.Defaulted, AuctionPhase.Annulled],
        [AuctionPhase.Unsold] = [AuctionPhase.Annulled],
        [AuctionPhase.Confirmed] = [AuctionPhase.Defaulted, AuctionPhase.Annulled],
        // Only where the announcement lets the next bidder buy.
        [AuctionPhase.Defaulted] = [AuctionPhase.Sold],
    };

    public static Auction Initial { get; } = new();

    /// <summary>The terms and the numbers they are run under; absent before there is an auction.</summary>
    public AuctionAnnounced? Announced { get; private init; }

    /// <summary>Absent before there is an auction.</summary>
    public AuctionPhase? Phase { get; private init; }

    /// <summary>How the bidding stands by its format; absent before there is an auction.</summary>
    public Course? Course { get; private init; }

    /// <summary>The outcome; absent before the end, and for ever when withdrawn.</summary>
    public AuctionClosed? Result { get; private init; }

    /// <summary>When it was over, by its end, by withdrawal or by annulment.</summary>
    public Instant? EndedAt { get; private init; }

    public Instant? ConfirmedAt { get; private init; }

    /// <summary>Why and when the lot was taken back before the start.</summary>
    public AuctionWithdrawn? Withdrawal { get; private init; }

    public AuctionTerms Terms => (Announced ?? throw new InvalidOperationException("There is no auction yet.")).Terms;

    /// <inheritdoc cref="Course.ClosesAt"/>
    public Instant ClosesAt => Course?.ClosesAt ?? default;

    /// <inheritdoc cref="Course.Leading"/>
    public Lead? Leading => Course?.Leading;

    /// <inheritdoc cref="Course.MinimumNext"/>
    public Money? MinimumNext => Course?.MinimumNext;

    /// <inheritdoc cref="Course.Bids"/>
    public long Bids => Course?.Bids ?? 0;

    /// <inheritdoc cref="Course.Contested"/>
    public bool Contested => Course?.Contested ?? false;

    /// <summary>Until when the deposits that do not become price are given back; absent before the end.</summary>
    public Instant? DepositsDueBackBy => (Annulment?.AnnulledAt ?? EndedAt) + TimeSpan.FromHours(Announced?.DepositReleaseHours ?? 0);

    public Instant? Due => this switch
    {
        { Phase: AuctionPhase.Announced } => Terms.OpensAt,
        { Phase: AuctionPhase.Open, Course.Upcoming: { } next } => next.StartedAt,
        { Phase: AuctionPhase.Open } => ClosesAt,
        { Pause: { } pause, PauseOverdueSince: null } => pause.ResumeBy,
        _ => null,
    };

    public Auction Apply(Event e) => e switch
    {
        AuctionAnnounced announced => this with
        {
            Announced = announced, Phase = AuctionPhase.Announced, Course = Course.Of(announced),
        },
        AuctionOpened => To(AuctionPhase.Open) with { Course = Course!.Opened() },
        AuctionClosed closed => To(closed.Outcome is AuctionOutcome.Sold ? AuctionPhase.Sold : AuctionPhase.Unsold) with
        {
            Result = closed, EndedAt = closed.EndedAt, RunnerUp = Course!.RunnerUp,
        },
        SaleConfirmed confirmed => To(AuctionPhase.Confirmed) with { ConfirmedAt = confirmed.ConfirmedAt, RunnerUp = null },
        AuctionWithdrawn withdrawn => To(AuctionPhase.Withdrawn) with { Withdrawal = withdrawn, EndedAt = withdrawn.WithdrawnAt },
        AuctionPaused paused => To(AuctionPhase.Paused) with { Pause = paused },
        AuctionPauseOverdue overdue => this with { PauseOverdueSince = overdue.ResumeBy },
        AuctionResumed resumed => To(AuctionPhase.Open) with { Pause = null, PauseOverdueSince = null, Course = Course!.Postponed(resumed.ResumedAt - Pause!.PausedAt) },
        AuctionAnnulled annulled => To(AuctionPhase.Annulled) with { Annulment = annulled, Pause = null, PauseOverdueSince = null, EndedAt = EndedAt ?? annulled.AnnulledAt },
        BuyerDefaulted defaulted => To(AuctionPhase.Defaulted) with { Defaults = Defaults.Add(defaulted), ConfirmedAt = null },
        NextBidderCalled next => To(AuctionPhase.Sold) with
        {
            Result = Result! with { Winner = next.Winner, WinningBid = next.WinningBid, Price = next.Price }, RunnerUp = null,
        },
        AuctionRelisted relisted => this with { Relisted = relisted },
        ShortfallDetermined determined => this with { Shortfall = determined },
        _ => this with { Course = (Course ?? throw new InvalidOperationException("There is no auction yet.")).Apply(e) },
    };

    private Auction To(AuctionPhase next) => Phase is { } from && Next.Allows(from, next)
        ? this with { Phase = next }
        : throw new InvalidOperationException($"An auction does not go from {Phase} to {next}.");

    /// <summary>
    /// Announces a new auction under the rules in force. Refusals, all that apply at once: <c>auction.house_is_seller</c>,
    /// <c>auction.house_required</c>, <c>auction.ladder_malformed</c>, <c>auction.start_price_out_of_range</c>, <c>auction.deposit_out_of_range</c>,
    /// <c>auction.format_unclear</c>, <c>auction.format_out_of_range</c>, <c>auction.extension_out_of_range</c>, <c>auction.whole_steps_required</c>, <c>auction.one_bidder_decides</c>,
    /// <c>auction.schedule_differs</c>, <c>auction.notice_too_short</c>, <c>auction.times_out_of_order</c>, <c>auction.open_too_short</c>,
    /// <c>auction.exhibition_missing</c>, <c>auction.exhibition_too_short</c>, <c>auction.exhibition_out_of_time</c>,
    /// <c>auction.next_bidder_impossible</c>, <c>priority.matched_while_bidding</c>, <c>priority.holder_unknown</c>, <c>priority.notice_to_come</c>, <c>priority.notice_too_late</c>, <c>priority.notice_missing</c>.
    /// </summary>
    /// <param name="id">A new <c>auc_</c> id, which is its stream.</param>
    /// <param name="holders">Who holds a priority and must have been told (<see cref="PriorityHolders.Of"/>).</param>
    public static Decision Announce(string id, AuctionTerms terms, RuleSet rules, Instant now, ImmutableArray<PriorityHolder> holders = default) =>
        Announcement.Faults(terms, holders, rules, now) switch
        {
            [] => new AuctionAnnounced(id, terms with { Format = FormatRules.Complete(terms.Format, rules), Priority = PriorityHolders.Complete(terms, rules) }, rules.Version,
                rules.Auction.DepositReleaseHours, rules.Auction.SingleBidderSuffices && !terms.TwoBiddersNeeded, now,
                CommissionScales.Of(terms, SaleRules.Of(rules).Commission.Bands), SaleRules.Of(rules).PauseDays),
            [var one] => one,
            [var first, ..] all => first.Because(all),
        };

    /// <summary>
    /// The auction as it is at the moment, and the events of what fell due up to then without being recorded: the opening, and what
    /// the format lets happen by itself. The end is not among them.
    /// </summary>
    private (Auction Current, ImmutableArray<Event> Passed) At(Instant now)
    {
        if (Phase is AuctionPhase.Open && !(Course!.Upcoming is { } next && next.StartedAt <= now)) return (this, []);
        var (current, passed) = (this, ImmutableArray.CreateBuilder<Event>());
        while (current.Due is { } due && due <= now && current.Passing is { } e)
        {
            passed.Add(e);
            current = current.Apply(e);
        }
        return (current, passed.ToImmutable());
    }

    /// <summary>What happens at the due moment when it is not the end.</summary>
    private Event? Passing => Phase is AuctionPhase.Announced ? new AuctionOpened(Terms.OpensAt) : Course!.Upcoming;

    /// <summary>
    /// Judges a bid by the moment of its acceptance alone: it counts from the opening, included, to the end, excluded,
    /// whether or not these have been recorded yet. What fell due before and has not been recorded is recorded with it. Who may bid is
    /// <see cref="Bidding"/>'s matter. Refusals: <c>auction.not_found</c>, <c>auction.not_yet_open</c>,
    /// <c>auction.paused</c>, <c>auction.ended</c>, <c>auction.withdrawn</c>, <c>auction.set_aside</c>, and those of the format.
    /// </summary>
    public Decision Bid(in BidRequest bid, string label, Instant now)
    {
        if (ClosedToBids(now) is { } closed) return closed;
        var (current, passed) = At(now);
        var decision = current.Course!.Bid(bid, label, now);
        return passed.IsEmpty || decision.Refused ? decision : Decision.Of([.. passed, .. decision.Events]);
    }

    /// <summary>Why no bid counts at the moment; absent when one does.</summary>
    public Refusal? ClosedToBids(Instant now)
    {
        if (OverAt(now) is { } over) return over;
        if (Pause is { } pause) return AuctionRefusals.Paused.With(("pausedAt", pause.PausedAt));
        return now < Terms.OpensAt ? AuctionRefusals.NotYetOpen.With(("opensAt", Terms.OpensAt)) : null;
    }

    /// <summary>Why the auction is no longer to come or under way at the moment; absent when it is.</summary>
    internal Refusal? OverAt(Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", EndedAt!.Value));
        if (Annulment is { } annulled) return AuctionRefusals.Annulled.With(("annulledAt", annulled.AnnulledAt));
        return EndedAt is not null || (now >= ClosesAt && Pause is null) ? AuctionRefusals.Ended.With(("endedAt", ClosesAt)) : null;
    }

    /// <summary>Whether the outcome turns on the reserve, so that <see cref="Turn"/> needs its plaintext.</summary>
    public bool NeedsReserve => Announced?.Terms.Reserve is not null && Leading is not null && !FailsForSingleBidder;

    private bool FailsForSingleBidder => Leading is not null && !Contested && !Announced!.SingleBidderSuffices;

    /// <summary>
    /// Records what has fallen due: the opening, what the format lets happen by itself, the end, that a pause lasts too long. Each happened when it was due,
    /// however late it is noticed; nothing when it has moved on or is recorded. Refusal: <c>auction.not_found</c>.
    /// </summary>
    /// <param name="due">The moment for which this was called.</param>
    /// <param name="openedReserve">
    /// The reserve's plaintext, needed at the end when <see cref="NeedsReserve"/>; else it is not looked at and not published. One that
    /// does not match the commitment is our bug and throws.
    /// </param>
    /// <param name="beside">What stands beside this stream; it goes into the end.</param>
    public Decision Turn(Instant due, byte[]? openedReserve, Beside beside = default)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (Phase is AuctionPhase.Paused) return Overrun(due);
        if (Phase is not (AuctionPhase.Announced or AuctionPhase.Open)) return Decision.Nothing;
        var (current, passed) = At(due);
        if (due >= current.ClosesAt) return Decision.Of([.. passed, .. current.Course!.Lapsed(), current.Outcome(openedReserve) with { Beside = beside }]);
        return passed.IsEmpty ? Decision.Nothing : Decision.Of(passed.AsSpan());
    }

    private AuctionClosed Outcome(byte[]? plaintext)
    {
        if (Leading is null) return Unsold(UnsoldReason.NoBids);
        if (FailsForSingleBidder) return Unsold(UnsoldReason.SingleBidder);
        if (Terms.Reserve is not { } reserve) return Sold(null);
        if (plaintext is null || !Reserve.Matches(reserve, plaintext))
            throw new InvalidOperationException($"The reserve of {Announced!.Auction} was opened to something else than was sealed.");
        return Leading.Value.Amount >= Reserve.Decode(plaintext) ? Sold(plaintext) : Unsold(UnsoldReason.ReserveNotMet, plaintext);
    }

    private AuctionClosed Sold(byte[]? opened) =>
        new(ClosesAt, AuctionOutcome.Sold, null, Leading!.Value.Label, Leading.Value.Bid, Leading.Value.Amount, opened);

    private AuctionClosed Unsold(UnsoldReason reason, byte[]? opened = null) =>
        new(ClosesAt, AuctionOutcome.Unsold, reason, null, null, null, opened);

    /// <summary>
    /// Confirms the sale (成交确认书, 拍卖法 52). Refusals: <c>auction.not_found</c>, <c>auction.not_operator</c>,
    /// <c>auction.already_confirmed</c>, <c>auction.not_sold</c>.
    /// </summary>
    public Decision Confirm(Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator) return AuctionRefusals.NotOperator;
        return Phase switch
        {
            AuctionPhase.Sold => new SaleConfirmed(Result!.Winner!, Result.Price!.Value, now),
            AuctionPhase.Confirmed => AuctionRefusals.AlreadyConfirmed,
            _ => AuctionRefusals.NotSold,
        };
    }

    /// <summary>
    /// Takes the lot back before the start (拍卖法 29); once the opening is due it is too late, recorded or not. Refusals:
    /// <c>auction.not_found</c>, <c>auction.not_seller_nor_operator</c>, <c>auction.withdrawn</c>, <c>auction.already_open</c>.
    /// </summary>
    /// <param name="reason">Published.</param>
    public Decision Withdraw(string reason, Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Seller && actor.Organization != Terms.Operator) return AuctionRefusals.NotSellerNorOperator;
        if (Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", EndedAt!.Value));
        if (now >= Terms.OpensAt) return AuctionRefusals.AlreadyOpen.With(("opensAt", Terms.OpensAt));
        return new AuctionWithdrawn(reason, now);
    }
}
