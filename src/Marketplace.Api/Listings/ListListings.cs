using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Listings;
using Marketplace.ReadModel.Listings;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Listings;

/// <summary>What is offered on the market, and what was.</summary>
public static class ListListings
{
    /// <param name="Market">Ids of market operators, with commas for "or".</param>
    /// <param name="Seller">Ids of organizations.</param>
    /// <param name="Achievement">Ids of achievements.</param>
    /// <param name="State">Codes of listing_phase.</param>
    /// <param name="PriceMethod">Codes of price_method.</param>
    /// <param name="TransferMode">Codes of transfer_mode.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Region">GB/T 2260 codes of the achievement's place; what lies below them counts.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Market, string? Seller, string? Achievement, string? State, string? PriceMethod, string? TransferMode, string? Field, string? Region,
        int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    public sealed record Item(
        string Id, string Achievement, string? TitleZh, string? TitleEn, string? Field, string Seller, string? SellerName, string Market, string? MarketName,
        string TransferMode, string PriceMethod, Money? AskPrice, string State, string? Auction, Instant OpenedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/listings", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListListings), "List listings", "Newest first. A withdrawn one is seen by its seller and its market only.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Market).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Achievement).Ids(Ids.Achievement);
            RuleFor(q => q.Filter.State).CodesOf(ListingPhase.Open);
            RuleFor(q => q.Filter.PriceMethod).CodesOf(PriceMethod.Auction);
            RuleFor(q => q.Filter.TransferMode).CodesOf(TransferMode.Transfer);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new ListingList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Markets = Codes.Split(filter.Market),
                Sellers = Codes.Split(filter.Seller),
                Achievements = Codes.Split(filter.Achievement),
                States = Codes.List<ListingPhase>(filter.State),
                PriceMethods = Codes.List<PriceMethod>(filter.PriceMethod),
                TransferModes = Codes.List<TransferMode>(filter.TransferMode),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Regions = Codes.Split(filter.Region),
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(ListingRow row) => new(
            row.Id, row.Achievement, row.TitleZh, row.TitleEn, row.Field, row.Seller, row.SellerName, row.Market, row.MarketName, row.TransferMode,
            row.PriceMethod, row.AskPrice is { } price ? new Money(price) : null, row.State, row.Auction, new Instant(row.OpenedAt));
    }
}
