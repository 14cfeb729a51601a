using System.Collections.Immutable;

namespace Marketplace.Domain.Mandates;

/// <summary>What an agent may do for its principal; codes in <c>api-specs/codelists/mandate_scope.csv</c>.</summary>
public enum MandateScope
{
    /// <summary>洽谈与成交: negotiate, accept and take up.</summary>
    Deals,
    /// <summary>挂牌与公示: open listings and post notices.</summary>
    Listings,
    /// <summary>竞买: register for auctions and bid.</summary>
    Auctions,
}

/// <summary>
/// A principal gave a power of attorney (授权委托书, 民法典 art. 161-165). On the stream of the mandate, <c>mdt_…</c>, and on the agent's,
/// <c>{organization}-mandates</c>, as all of this file.
/// </summary>
/// <param name="Principal">Id of the organisation for which the agent acts.</param>
/// <param name="Agent">Id of the organisation that acts.</param>
/// <param name="Reference">Number or title of the signed document.</param>
/// <param name="ValidUntil">The first moment at which it is not valid any more.</param>
[EventName("mandate_granted")]
public sealed record MandateGranted(
    string Mandate, string Principal, string Agent, ImmutableArray<MandateScope> Scopes, string Reference, Instant ValidUntil, Instant GrantedAt) : Event;

[EventName("mandate_revoked")]
public sealed record MandateRevoked(string Mandate, string? Reason, Instant RevokedAt) : Event;
