using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Auctions, from their announcement on, as everybody may see them.</summary>
public static class ListAuctions
{
    public enum Order { Newest, ClosingSoonest }

    /// <param name="Phase">Codes of auction_phase, with commas for "or".</param>
    /// <param name="Procedure">Codes of auction_procedure.</param>
    /// <param name="Kind">Codes of auction_format.</param>
    /// <param name="Seller">Ids of organizations.</param>
    /// <param name="Operator">Ids of market operators.</param>
    /// <param name="Listing">Ids of listings.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Region">GB/T 2260 codes of the achievement's place; what lies below them counts.</param>
    /// <param name="Session">Ids of sessions (专场).</param>
    /// <param name="ClosesAfter">Ends at this moment or later, as late bids have moved it: RFC 3339, such as 2026-08-01T01:00:00Z.</param>
    /// <param name="ClosesBefore">Ends before this moment.</param>
    /// <param name="Overdue">Whether it rests longer than the rules want.</param>
    /// <param name="OrderBy">newest, which is how it is where it is left out, or closing_soonest.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Phase, string? Procedure, string? Kind, string? Seller, string? Operator, string? Listing, string? Field, string? Region, string? Session,
        string? ClosesAfter, string? ClosesBefore, bool? Overdue, string? OrderBy, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="Field">Code of technical_field of the achievement.</param>
    /// <param name="ClosesAt">The end as the bids so far have moved it.</param>
    /// <param name="Bids">How many bids have counted.</param>
    /// <param name="Winner">A label.</param>
    /// <param name="Price">Absent unless it was sold.</param>
    /// <param name="PauseOverdueSince">Since when it rests longer than the rules want.</param>
    public sealed record Item(
        string Id, string Listing, string Achievement, string Title, string? Field, string? Region, string Seller, string? SellerName, string Operator,
        string Procedure, string Kind, string? Session, string Phase, Money StartPrice, Money Deposit, Instant AnnouncedAt, Instant RegistrationClosesAt, Instant OpensAt,
        Instant ClosesAt, long Bids, string? LeadingLabel, Money? LeadingAmount, string? Winner, Money? Price, string? UnsoldReason, Instant? EndedAt, Instant? PauseOverdueSince);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auctions", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListAuctions), "List auctions",
            "The last announced first, or those that end soonest. In the order of their ends an auction whose end a late bid moves while somebody pages may come twice and is never left out.",
            HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Phase).CodesOf(AuctionPhase.Open);
            RuleFor(q => q.Filter.Procedure).CodesOf(AuctionProcedure.CompetitiveBidding);
            RuleFor(q => q.Filter.Kind).CodesOf(AuctionFormat.SoftClose);
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Operator).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Listing).Ids(Ids.Listing);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Session).Ids(Ids.Session);
            RuleFor(q => q.Filter.ClosesAfter).Moment();
            RuleFor(q => q.Filter.ClosesBefore).Moment();
            RuleFor(q => q.Filter.OrderBy).Must(order => order is null || Codes.TryParse<Order>(order, out _)).Says("newest or closing_soonest is expected.", "应为 newest 或 closing_soonest。");
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new AuctionList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                States = Codes.List<AuctionPhase>(filter.Phase),
                Procedures = Codes.List<AuctionProcedure>(filter.Procedure),
                Formats = Codes.List<AuctionFormat>(filter.Kind),
                Sellers = Codes.Split(filter.Seller),
                Operators = Codes.Split(filter.Operator),
                Listings = Codes.Split(filter.Listing),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Regions = Codes.Split(filter.Region),
                Sessions = Codes.Split(filter.Session),
                ClosesFrom = Json.ReadInstant(filter.ClosesAfter),
                ClosesBefore = Json.ReadInstant(filter.ClosesBefore),
                Overdue = filter.Overdue,
                OrderBy = filter.OrderBy is { } order && Codes.Parse<Order>(order) is Order.ClosingSoonest ? AuctionOrder.ClosingSoonest : AuctionOrder.Newest,
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(AuctionRow row) => new(
            row.Id, row.Listing, row.Achievement, row.Title, row.Field, row.Region, row.Seller, row.SellerName, row.Operator,
            row.Procedure, row.Format, row.Session, row.State, new Money(row.StartPrice), new Money(row.Deposit), new Instant(row.AnnouncedAt), new Instant(row.RegistrationClosesAt),
            new Instant(row.OpensAt), new Instant(row.ClosesAt), row.Bids, row.LeadingLabel, Amount(row.LeadingAmount), row.Winner, Amount(row.Price), row.UnsoldReason,
            row.EndedAt is { } ended ? new Instant(ended) : null, row.PauseOverdueSince is { } since ? new Instant(since) : null);

        private static Money? Amount(long? fen) => fen is { } amount ? new Money(amount) : null;
    }
}
