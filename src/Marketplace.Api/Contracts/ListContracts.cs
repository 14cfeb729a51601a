using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.ReadModel.Contracts;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>The contracts that the caller may see: its own, those of its market, those filed at its office, all for the supervisor.</summary>
public static class ListContracts
{
    /// <param name="Seller">Ids of organizations, with commas for "or".</param>
    /// <param name="Buyer">Ids of organizations.</param>
    /// <param name="Office">Ids of registration offices.</param>
    /// <param name="State">Codes of contract_phase.</param>
    /// <param name="Type">Codes of contract_type.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="RegisteredIn">Months of the registration, such as 2026-08.</param>
    /// <param name="Overdue">Whether the office let the last day for its decision pass; together with state those that still wait.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Seller, string? Buyer, string? Office, string? State, string? Type, string? Field, string? RegisteredIn, bool? Overdue, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="DealOrigin">Code of deal_origin.</param>
    /// <param name="Deal">The auction or the deal from which it came.</param>
    /// <param name="TechnologyAmount">As claimed, and from the first review on as approved.</param>
    /// <param name="ImportedFrom">Name of the record from which it was taken over; it then has neither deal nor parties.</param>
    /// <param name="Generated">Present when anything of it was invented to fill up a published total.</param>
    /// <param name="DecideBy">The end of the last day on which the office may decide.</param>
    /// <param name="OverdueSince">When that day had passed without a decision.</param>
    public sealed record Item(
        string Id, string? DealOrigin, string? Deal, string? Achievement, string? Seller, string? SellerName, string? Buyer, string? BuyerName, string? Office, string State, string? Title,
        string? Type, string? Field, Money? Turnover, Money? TechnologyAmount, Instant? DecideBy, Instant? OverdueSince, string? Number, string? RegisteredOn, string? ImportedFrom, bool? Generated, Instant UpdatedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/contracts", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListContracts), "List contracts", "Newest first.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Seller).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Buyer).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Office).Ids(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(ContractPhase.Registered);
            RuleFor(q => q.Filter.Type).CodesOf(ContractType.Transfer);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.RegisteredIn).Must(months => Rules.Each(months, month => Month.TryParse(month, out _))).Says("Months such as 2026-08 are expected, with commas between them.", "应为年月，例如 2026-08，多个以逗号分隔。");
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new ContractList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Sellers = Codes.Split(filter.Seller),
                Buyers = Codes.Split(filter.Buyer),
                Offices = Codes.Split(filter.Office),
                States = Codes.List<ContractPhase>(filter.State),
                Types = Codes.List<ContractType>(filter.Type),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Overdue = filter.Overdue,
                RegisteredIn = [.. Codes.Split(filter.RegisteredIn).Select(month => Month.TryParse(month, out var read) ? read : default)],
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Item Show(ContractRow row) => new(
            row.Id, row.DealOrigin, row.Deal, row.Achievement, row.Seller, row.SellerName, row.Buyer, row.BuyerName, row.Office, row.State, row.Title, row.Type, row.Field,
            row.Turnover is { } turnover ? new Money(turnover) : null, row.TechnologyAmount is { } amount ? new Money(amount) : null,
            row.DecideBy is { } by ? new Instant(by) : null, row.OverdueSince is { } since ? new Instant(since) : null, row.Number, row.RegisteredOn, row.ImportedFrom, row.Generated ? true : null, new Instant(row.UpdatedAt));
    }
}
