using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Publicities;
using Marketplace.ReadModel.Publicities;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>The prices that are public now, and those that were.</summary>
public static class ListPublicities
{
    /// <param name="Market">Ids of market operators, with commas for "or".</param>
    /// <param name="Seller">Ids of organizations.</param>
    /// <param name="State">Codes of publicity_phase.</param>
    /// <param name="Relation">Codes of buyer_relation.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Market, string? Seller, string? State, string? Relation, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="EndsAt">24:00 of the last day; absent while an objection is open, and when one was upheld.</param>
    public sealed record Item(
        string Listing, string State, string Title, string Seller, string? SellerName, string Market, string TransferMode, Money Price, string? Buyer, string? BuyerName,
        string Relation, Instant PostedAt, Instant? EndsAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/publicities", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListPublicities), "List publicities", "One for each listing, its last notice; the listing with the newest first notice first.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Market).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(PublicityPhase.Running);
            RuleFor(q => q.Filter.Relation).CodesOf(BuyerRelation.Related);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new PublicityList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Markets = Codes.Split(filter.Market),
                Sellers = Codes.Split(filter.Seller),
                States = Codes.List<PublicityPhase>(filter.State),
                Relations = Codes.List<BuyerRelation>(filter.Relation),
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(PublicityRow row) => new(
            row.Listing, row.State, row.Title, row.Seller, row.SellerName, row.Market, row.TransferMode, new Money(row.Price), row.Buyer, row.BuyerName, row.Relation,
            new Instant(row.PostedAt), row.EndsAt is { } end ? new Instant(end) : null);
    }
}
