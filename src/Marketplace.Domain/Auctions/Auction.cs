using Marketplace.Domain.RuleSets;

namespace Marketplace.Domain.Auctions;

/// <summary>Codes in <c>api-specs/codelists/auction_phase.csv</c>.</summary>
public enum AuctionPhase { Announced, Open, Sold, Unsold, Confirmed, Withdrawn }

/// <summary>
/// One ascending auction of one lot with a soft close, stream <c>auc_…</c>. All that its stream says may be published after
/// the end: bidders are labels, the reserve is sealed. Its size does not depend on the number of bids.
/// </summary>
public sealed record Auction : IState<Auction>
{
    /// <summary>The phases and where each may lead.</summary>
    public static readonly Transitions<AuctionPhase> Next = new()
    {
        [AuctionPhase.Announced] = [AuctionPhase.Open, AuctionPhase.Withdrawn],
        [AuctionPhase.Open] = [AuctionPhase.Sold, AuctionPhase.Unsold],
        [AuctionPhase.Sold] = [AuctionPhase.Confirmed],
    };

    public static Auction Initial { get; } = new();

    /// <summary>The terms and the numbers they are run under; absent before there is an auction.</summary>
    public AuctionAnnounced? Announced { get; private init; }

    /// <summary>Absent before there is an auction.</summary>
    public AuctionPhase? Phase { get; private init; }

    /// <summary>The first moment at which a bid does not count, as it stands after the bids so far.</summary>
    public Instant ClosesAt { get; private init; }

    /// <summary>The bid that leads, which is always the last that counted; absent before the first.</summary>
    public BidPlaced? Leading { get; private init; }

    /// <summary>Whether more than one bidder has bid.</summary>
    public bool Contested { get; private init; }

    /// <summary>The outcome; absent before the end, and for ever when withdrawn.</summary>
    public AuctionClosed? Result { get; private init; }

    /// <summary>When it was over, by its end or by withdrawal.</summary>
    public Instant? EndedAt { get; private init; }

    public Instant? ConfirmedAt { get; private init; }

    public AuctionTerms Terms => (Announced ?? throw new InvalidOperationException("There is no auction yet.")).Terms;

    /// <summary>How many bids have counted; the last one's sequence.</summary>
    public long Bids => Leading?.Sequence ?? 0;

    /// <summary>The least amount that counts as the next bid: the start price, then the leading amount and its step.</summary>
    public Money MinimumNext => Leading is null ? Terms.StartPrice : Leading.Amount + Ladder.StepAt(Terms.Ladder, Leading.Amount);

    /// <summary>Until when the deposits that do not become price are given back; absent before the end.</summary>
    public Instant? DepositsDueBackBy => EndedAt + TimeSpan.FromHours(Announced?.DepositReleaseHours ?? 0);

    public Instant? Due => this switch
    {
        { Phase: AuctionPhase.Announced } => Terms.OpensAt,
        { Phase: AuctionPhase.Open } => ClosesAt,
        _ => null,
    };

    public Auction Apply(Event e) => e switch
    {
        AuctionAnnounced announced => this with
        {
            Announced = announced, Phase = AuctionPhase.Announced, ClosesAt = announced.Terms.ClosesAt,
        },
        AuctionOpened => To(AuctionPhase.Open),
        BidPlaced bid => this with
        {
            Leading = bid, ClosesAt = bid.ClosesAt, Contested = Contested || (Leading is not null && Leading.Label != bid.Label),
        },
        AuctionClosed closed => To(closed.Outcome is AuctionOutcome.Sold ? AuctionPhase.Sold : AuctionPhase.Unsold) with
        {
            Result = closed, EndedAt = closed.EndedAt,
        },
        SaleConfirmed confirmed => To(AuctionPhase.Confirmed) with { ConfirmedAt = confirmed.ConfirmedAt },
        AuctionWithdrawn withdrawn => To(AuctionPhase.Withdrawn) with { EndedAt = withdrawn.WithdrawnAt },
        _ => throw new InvalidOperationException($"An auction does not know the event {e.GetType().Name}."),
    };

    private Auction To(AuctionPhase next) => Phase is { } from && Next.Allows(from, next)
        ? this with { Phase = next }
        : throw new InvalidOperationException($"An auction does not go from {Phase} to {next}.");

    /// <summary>
    /// Announces a new auction under the rules in force. Refusals, all that apply at once: <c>auction.house_is_seller</c>,
    /// <c>auction.house_required</c>, <c>auction.ladder_malformed</c>, <c>auction.start_price_out_of_range</c>, <c>auction.deposit_out_of_range</c>,
    /// <c>auction.notice_too_short</c>, <c>auction.times_out_of_order</c>, <c>auction.open_too_short</c>,
    /// <c>auction.exhibition_missing</c>, <c>auction.exhibition_too_short</c>, <c>auction.exhibition_out_of_time</c>.
    /// </summary>
    /// <param name="id">A new <c>auc_</c> id, which is its stream.</param>
    public static Decision Announce(string id, AuctionTerms terms, RuleSet rules, Instant now) =>
        Announcement.Faults(terms, rules, now) switch
        {
            [] => new AuctionAnnounced(id, terms, rules.Version, rules.Auction.ExtensionWindowSeconds,
                rules.Auction.DepositReleaseHours, rules.Auction.SingleBidderSuffices, now),
            [var one] => one,
            [var first, ..] all => first.Because(all),
        };

    /// <summary>
    /// Records the opening at its due time; nothing when it is recorded or not due. Refusal: <c>auction.not_found</c>.
    /// </summary>
    public Decision Open(Instant due)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        return Phase is AuctionPhase.Announced && due >= Terms.OpensAt ? new AuctionOpened(Terms.OpensAt) : Decision.Nothing;
    }

    /// <summary>
    /// Judges a bid by the moment of its acceptance alone: it counts from the opening, included, to the end, excluded,
    /// whether or not these have been recorded yet. If the opening has not, it is recorded before the bid. Who may bid is
    /// <see cref="Bidding"/>'s matter. Refusals: <c>auction.not_found</c>, <c>auction.not_yet_open</c>,
    /// <c>auction.ended</c>, <c>auction.withdrawn</c>, <c>bid.out_of_range</c>, <c>bid.too_low</c>, <c>bid.off_ladder</c>.
    /// A bidder may raise its own leading bid: no law forbids it, and it harms nobody but the bidder.
    /// </summary>
    public Decision Bid(string id, string label, Money amount, Instant arrivedAt, Instant now)
    {
        if (ClosedToBids(now) is { } closed) return closed;
        if (amount <= Money.Zero || amount > Money.Largest) return BidRefusals.OutOfRange.With(("largest", Money.Largest));
        var minimum = MinimumNext;
        if (amount < minimum) return BidRefusals.TooLow.With(("minimum", minimum));
        if (Terms.WholeSteps && Leading is not null && (amount - Leading.Amount).Fen % (minimum - Leading.Amount).Fen != 0)
            return BidRefusals.OffLadder.With(("leading", Leading.Amount), ("step", minimum - Leading.Amount));

        var closesAt = ClosesAtAfterBid(now);
        var bid = new BidPlaced(id, label, amount, arrivedAt, now, Bids + 1, closesAt, Extended: closesAt > ClosesAt);
        return Phase is AuctionPhase.Announced ? Decision.Of(new AuctionOpened(Terms.OpensAt), bid) : bid;
    }

    /// <summary>法释〔2016〕18号 20: a bid in the last stretch leaves the whole stretch after it, never less than there was, never beyond the bound.</summary>
    private Instant ClosesAtAfterBid(Instant now)
    {
        var wanted = now + TimeSpan.FromSeconds(Announced!.ExtensionSeconds);
        return Instant.Max(ClosesAt, Terms.LatestEndAt is { } bound ? Instant.Min(wanted, bound) : wanted);
    }

    /// <summary>Why no bid counts at the moment; absent when one does.</summary>
    public Refusal? ClosedToBids(Instant now)
    {
        if (OverAt(now) is { } over) return over;
        return now < Terms.OpensAt ? AuctionRefusals.NotYetOpen.With(("opensAt", Terms.OpensAt)) : null;
    }

    /// <summary>Why the auction is no longer to come or under way at the moment; absent when it is.</summary>
    internal Refusal? OverAt(Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (Phase is AuctionPhase.Withdrawn) return AuctionRefusals.Withdrawn.With(("withdrawnAt", EndedAt!.Value));
        return now >= ClosesAt || EndedAt is not null ? AuctionRefusals.Ended.With(("endedAt", ClosesAt)) : null;
    }

    /// <summary>Whether the outcome turns on the reserve, so that <see cref="Close"/> needs its plaintext.</summary>
    public bool NeedsReserve => Announced?.Terms.Reserve is not null && Leading is not null && !FailsForSingleBidder;

    private bool FailsForSingleBidder => Leading is not null && !Contested && !Announced!.SingleBidderSuffices;

    /// <summary>
    /// Ends the bidding. The end is the one that was due, however late it is noticed; nothing when the end has moved on or
    /// is recorded. Refusal: <c>auction.not_found</c>.
    /// </summary>
    /// <param name="due">The end for which this was called.</param>
    /// <param name="openedReserve">
    /// The reserve's plaintext, needed when <see cref="NeedsReserve"/>; else it is not looked at and not published. One that
    /// does not match the commitment is our bug and throws.
    /// </param>
    public Decision Close(Instant due, byte[]? openedReserve)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (Phase is not (AuctionPhase.Announced or AuctionPhase.Open) || due < ClosesAt) return Decision.Nothing;
        var closed = Outcome(openedReserve);
        return Phase is AuctionPhase.Announced ? Decision.Of(new AuctionOpened(Terms.OpensAt), closed) : closed;
    }

    private AuctionClosed Outcome(byte[]? plaintext)
    {
        if (Leading is null) return Unsold(UnsoldReason.NoBids);
        if (FailsForSingleBidder) return Unsold(UnsoldReason.SingleBidder);
        if (Terms.Reserve is not { } reserve) return Sold(null);
        if (plaintext is null || !Reserve.Matches(reserve, plaintext))
            throw new InvalidOperationException($"The reserve of {Announced!.Auction} was opened to something else than was sealed.");
        return Leading.Amount >= Reserve.Decode(plaintext) ? Sold(plaintext) : Unsold(UnsoldReason.ReserveNotMet, plaintext);
    }

    private AuctionClosed Sold(byte[]? opened) =>
        new(ClosesAt, AuctionOutcome.Sold, null, Leading!.Label, Leading.Bid, Leading.Amount, opened);

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
