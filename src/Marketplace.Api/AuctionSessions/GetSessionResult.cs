using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.ReadModel.AuctionSessions;
using MediatR;

namespace Marketplace.Api.AuctionSessions;

/// <summary>What a session has come to: lots, sales, sums and the premium under a stated rounding.</summary>
public static class GetSessionResult
{
    /// <param name="Decimals">0, 1 or 2 digits after the point of the premium; 2 where it is left out.</param>
    /// <param name="Seller">Ids of organizations, with commas for "or": only their lots.</param>
    public sealed record Filter(int? Decimals, string? Seller);

    public sealed record Query(Caller Caller, string SessionId, Filter Filter) : IQuery<SessionResult>;

    /// <param name="Lots">How many were announced.</param>
    /// <param name="Sold">How many are sold: knocked down or confirmed, and neither defaulted on nor set aside.</param>
    /// <param name="Unsold">How many ended without a sale that stands.</param>
    /// <param name="Withdrawn">How many were taken back before their start.</param>
    /// <param name="Pending">How many are not over.</param>
    /// <param name="StartTotal">起拍总价 of all lots but those withdrawn.</param>
    /// <param name="SoldStartTotal">起拍总价 of the lots sold.</param>
    /// <param name="HammerTotal">成交总价.</param>
    /// <param name="PremiumPercent">溢价率: (hammerTotal − soldStartTotal) ÷ soldStartTotal in percent; absent while nothing is sold.</param>
    /// <param name="Decimals">To so many digits after the point the premium is rounded, halves away from zero.</param>
    public sealed record SessionResult(
        string Session, long Lots, long Sold, long Unsold, long Withdrawn, long Pending, Money StartTotal, Money SoldStartTotal, Money HammerTotal, decimal? PremiumPercent, int Decimals);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auction-sessions/{sessionId}/result", (string sessionId, [AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), sessionId, filter)))
        .Describe(typeof(GetSessionResult), "Read a session's result",
            "Printed records round the premium differently (28 %, 28.35 %): ask for the digits that are wanted. Sums are taken first and rounded once.",
            SessionRefusals.NotFound, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<SessionResult>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Decimals).Must(decimals => decimals is null or (>= 0 and <= 2)).Says("0, 1 or 2 is expected.", "应为0、1或2。");
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<SessionResult>>
    {
        public async Task<Result<SessionResult>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await market.ReadAsync<AuctionSession>(query.SessionId, cancellationToken)).Exists) return SessionRefusals.NotFound;
            var answer = await projections.AskAsync(query.Caller, new SessionSums { Session = query.SessionId, Sellers = Codes.Split(query.Filter.Seller) }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            var (sums, decimals) = (answer.Value!, query.Filter.Decimals ?? 2);
            var (start, hammer) = (new Money(sums.SoldStart), new Money(sums.Hammer));
            return new Result<SessionResult>(new SessionResult(
                query.SessionId, sums.Lots, sums.Sold, sums.Unsold, sums.Withdrawn, sums.Pending, new Money(sums.Start), start, hammer,
                sums.Sold > 0 ? Premium.Percent(start, hammer, decimals) : null, decimals), null, sums.Position);
        }
    }
}
