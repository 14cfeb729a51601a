using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.AuctionSessions;
using MediatR;

namespace Marketplace.Api.AuctionSessions;

/// <summary>One session with its lots, as everybody may see it.</summary>
public static class GetSession
{
    public sealed record Query(Caller Caller, string SessionId) : IQuery<SessionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auction-sessions/{sessionId}", (string sessionId, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), sessionId)))
        .Describe(typeof(GetSession), "Read a session", "The announcement and the lots in it. Terms, prices and bids are each auction's own.", SessionRefusals.NotFound)
        .Returns<SessionResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<SessionResource>>
    {
        public async Task<Result<SessionResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var session = await market.ReadAsync<AuctionSession>(query.SessionId, cancellationToken);
            if (!session.Exists) return SessionRefusals.NotFound;
            return new Result<SessionResource>(SessionResource.From(session), null, Version: session.Version);
        }
    }
}
