namespace Marketplace.Domain.Auctions;

// The bidding rests and goes on with the time that was left.
public sealed partial record Auction
{
    /// <summary>While the bidding rests; absent otherwise.</summary>
    public AuctionPaused? Pause { get; private init; }

    /// <summary>Since when the bidding rests longer than the rules want; absent while it does not.</summary>
    public Instant? PauseOverdueSince { get; private init; }

    /// <summary>Notes that the bidding still rests when it was to be resumed; nothing when that is not due, or noted.</summary>
    private Decision Overrun(Instant due) => Due <= due ? new AuctionPauseOverdue(Pause!.ResumeBy) : Decision.Nothing;

    /// <summary>
    /// Stops the bidding for a while. What had fallen due is recorded first, and an auction whose end has come is over. Refusals:
    /// <c>auction.not_found</c>, <c>.not_operator</c>, <c>.withdrawn</c>, <c>.set_aside</c>, <c>.ended</c>, <c>.not_yet_open</c>, <c>.paused</c>.
    /// </summary>
    /// <param name="reason">Published.</param>
    /// <param name="marketWide">Whether it rests with all auctions of the market.</param>
    public Decision Rest(string reason, bool marketWide, Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator) return AuctionRefusals.NotOperator;
        if (ClosedToBids(now) is { } closed) return closed;
        var (_, passed) = At(now);
        return Decision.Of([.. passed, new AuctionPaused(reason, marketWide, now, now + TimeSpan.FromDays(Announced.PauseDays))]);
    }

    /// <summary>
    /// Lets the bidding go on: all that was still to come comes later by as long as it rested. Refusals: <c>auction.not_found</c>,
    /// <c>.not_operator</c>, <c>.not_paused</c>.
    /// </summary>
    public Decision Resume(Actor actor, Instant now)
    {
        if (Announced is null) return AuctionRefusals.NotFound;
        if (actor.Organization != Terms.Operator) return AuctionRefusals.NotOperator;
        return Pause is { } pause ? new AuctionResumed(now, Course!.Postponed(now - pause.PausedAt).ClosesAt) : AuctionRefusals.NotPaused;
    }
}
