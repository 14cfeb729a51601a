using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Mandates;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>For whom a caller bids: its own organization, or the one that it registered by a mandate (拍卖法 34).</summary>
/// <param name="Caller">Who acts.</param>
/// <param name="Named">The organization that the request names; absent for the caller's own.</param>
internal readonly record struct BidFor(Actor Caller, string? Named)
{
    /// <summary>What an agent may be refused for.</summary>
    internal static readonly RefusalType[] Refusals = [BidderRefusals.NotItsAgent, MandateRefusals.Missing];

    /// <summary>The bidder.</summary>
    public string Organization => Named ?? Caller.Organization;

    /// <summary>Absent where the bidder acts for itself.</summary>
    public string? Agent => Organization == Caller.Organization ? null : Caller.Organization;

    /// <summary>What a decision has to know of the two.</summary>
    public string[] Streams => Agent is null ? [Organization] : [Organization, MandatesHeld.StreamOf(Agent)];

    /// <summary>Why the agent may not act at the moment, however it was when it registered the bidder; absent when it may.</summary>
    public Refusal? Unauthorised(LogView log) =>
        Agent is null ? null : log.State<MandatesHeld>(MandatesHeld.StreamOf(Agent)).ActFor(Caller, Organization, MandateScope.Auctions, log.Time()).Refusal;
}
