using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.ReadModel.Bids;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>
/// The record of an auction's bidding by position: what counted, and what did not with the reason (法释〔2016〕18号 20). A bid
/// that counted is public at once. One that was refused has no force, and its amount can give away what its bidder would
/// pay: until the bidding is over it is seen by that bidder, by the market that runs the auction and by the supervisor,
/// from then on by everybody. A lot that was withdrawn may come to auction again, so its refused bids stay with these.
/// </summary>
public static class ListBids
{
    /// <param name="After">Only what stands behind this position of the log, for one who follows the auction.</param>
    /// <param name="Accepted">Only those that counted, or only those that did not.</param>
    /// <param name="Label">Labels of bidders, with commas for "or".</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(long? After, bool? Accepted, string? Label, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, string AuctionId, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="Code">Why it did not count; absent when it did.</param>
    /// <param name="Sequence">Which of those that counted it is, from 1.</param>
    /// <param name="ArrivedAt">When the request reached the market. It decides nothing.</param>
    /// <param name="DecidedAt">When it was taken or refused.</param>
    /// <param name="ClosesAt">The auction's end after it; absent when it did not count.</param>
    /// <param name="Extended">Whether it moved the end.</param>
    /// <param name="Amount">Absent of a bid that is sealed, and of a refused one whose amount is its bidder's secret.</param>
    public sealed record Item(
        string BidId, string Label, BidForm Form, Money? Amount, bool Accepted, string? Code, long? Sequence, Instant ArrivedAt, Instant DecidedAt, Instant? ClosesAt, bool Extended, long Position);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions/{auctionId}/bids", (string auctionId, [AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), auctionId, filter)))
        .Describe(typeof(ListBids), "List the bids of an auction",
            "In the order in which they were decided, by label. What counted is public at once; what was refused is seen by its bidder, the market and the supervisor, and by everybody once the bidding is over.",
            AuctionRefusals.NotFound, HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.After).Must(after => after is null or >= 0).Says("A position of the log is expected: 0 or more.", "应为日志位置，0或更大的整数。");
            RuleFor(q => q.Filter.Label).Text(500);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public async Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await market.ReadAsync<Auction>(query.AuctionId, cancellationToken)).Exists) return AuctionRefusals.NotFound;
            var filter = query.Filter;
            return await projections.ListAsync(query.Caller, new BidList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Auction = query.AuctionId,
                Accepted = filter.Accepted,
                Labels = Codes.Split(filter.Label),
                OldestFirst = true,
                After = filter.After is { } after ? new PageKey(after, after) : null,
            }, filter.Limit, filter.Cursor, row => new Item(
                row.Bid, row.Label, Codes.Parse<BidForm>(row.Form), row.Amount is { } fen ? new Money(fen) : null, row.Accepted, row.Code, row.Sequence, new Instant(row.ArrivedAt), new Instant(row.DecidedAt),
                row.ClosesAt is { } closesAt ? new Instant(closesAt) : null, row.Extended, row.Position), cancellationToken);
        }
    }
}
