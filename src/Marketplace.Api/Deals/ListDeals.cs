using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Deals;
using Marketplace.ReadModel.Deals;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>The deals that the caller may see.</summary>
public static class ListDeals
{
    /// <param name="Listing">Ids of listings, with commas for "or".</param>
    /// <param name="Demand">Ids of demands.</param>
    /// <param name="Seller">Ids of organizations.</param>
    /// <param name="Buyer">Ids of organizations.</param>
    /// <param name="State">Codes of deal_phase.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Listing, string? Demand, string? Seller, string? Buyer, string? State, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="Price">Once there are terms.</param>
    public sealed record Item(
        string Id, string State, string? Listing, string? Demand, string? Achievement, string Seller, string? SellerName, string Buyer, string? BuyerName, string? Market,
        Money? Price, Instant OpenedAt, Instant UpdatedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/deals", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListDeals), "List deals", "Newest first: those of the caller's organization, of its principals, of its market, and those in whose terms it has a say.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Listing).Ids(Ids.Listing);
            RuleFor(q => q.Filter.Demand).Ids(Ids.Demand);
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Buyer).Ids(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(DealPhase.Open);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new DealList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Now = market.Now,
                Listings = Codes.Split(filter.Listing),
                Demands = Codes.Split(filter.Demand),
                Sellers = Codes.Split(filter.Seller),
                Buyers = Codes.Split(filter.Buyer),
                States = Codes.List<DealPhase>(filter.State),
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(DealRow row) => new(
            row.Id, row.State, row.Listing, row.Demand, row.Achievement, row.Seller, row.SellerName, row.Buyer, row.BuyerName, row.Market,
            row.Price is { } price ? new Money(price) : null, new Instant(row.OpenedAt), new Instant(row.UpdatedAt));
    }
}
