using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Deals;
using Marketplace.Domain.Publicities;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>
/// What follows by itself from an event. It may run twice (after a crash, or while two processes both believe they hold the
/// lease): its key makes the second time a replay, and the decider refuses repeats too.
/// </summary>
internal interface IReaction
{
    /// <summary>Part of the key; never changes.</summary>
    string Name { get; }

    bool Concerns(object content);

    Task FollowAsync(LogEvent e, CancellationToken cancel);
}

/// <summary>What falls due on streams of one kind, e.g. an auction's opening and end.</summary>
internal interface IDueWork
{
    bool Owns(string stream);

    /// <param name="due">The moment that was due, which is the decision's now, however late this runs.</param>
    Task DoAsync(string stream, Instant due, CancellationToken cancel);
}

internal static class Causes
{
    /// <summary>
    /// When the event happened, as it says itself. What fell due may stand in the log later than it was due, and what follows from
    /// it is to be the same all the same.
    /// </summary>
    public static Instant Moment(this LogEvent e) => e.Content switch
    {
        AuctionClosed closed => closed.EndedAt,
        PublicityEnded ended => ended.EndedAt,
        DealAgreed agreed => agreed.AgreedAt,
        _ => new Instant(e.At),
    };
}
