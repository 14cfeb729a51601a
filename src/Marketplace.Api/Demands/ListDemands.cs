using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Demands;
using Marketplace.ReadModel.Demands;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Demands;

/// <summary>The problems that enterprises want solved, and those that were.</summary>
public static class ListDemands
{
    /// <param name="Owner">Ids of organizations, with commas for "or".</param>
    /// <param name="State">Codes of demand_phase.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Industry">Codes of industry.</param>
    /// <param name="Region">GB/T 2260 codes; what lies below them counts.</param>
    /// <param name="CooperationMode">Codes of cooperation_mode; one of them is among the ways that the owner offers.</param>
    /// <param name="BudgetFrom">Fen: the stated budget reaches this much or more. What is to be negotiated states none.</param>
    /// <param name="BudgetTo">Fen: the stated budget begins at this much or less.</param>
    /// <param name="DeadlineFrom">RFC 3339: the deadline is at this moment or later.</param>
    /// <param name="DeadlineBefore">RFC 3339: the deadline is before this moment.</param>
    /// <param name="UpdatedSince">RFC 3339: changed at this moment or later.</param>
    /// <param name="Sort">newest, where it is left out; deadline: the nearest first; budget: the highest first.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(
        string? Owner, string? State, string? Field, string? Industry, string? Region, string? CooperationMode, long? BudgetFrom, long? BudgetTo,
        string? DeadlineFrom, string? DeadlineBefore, string? UpdatedSince, string? Sort, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="TitleZh">Absent once it was taken down.</param>
    public sealed record Item(
        string Id, string Owner, string? OwnerName, string State, string? TitleZh, string? TitleEn, string Field, string? Industry, string Region,
        Money? BudgetMin, Money? BudgetMax, bool BudgetNegotiable, Instant Deadline, IReadOnlyList<string> CooperationModes, string? ClosureReason,
        string? TakedownReason, Instant PostedAt, Instant UpdatedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/demands", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListDemands), "List demands", "Newest first, or as sort says. Of what was taken down only the reason is left.", HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Owner).Ids(Ids.Organization);
            RuleFor(q => q.Filter.State).CodesOf(DemandPhase.Open);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Industry).CodesOf(Domain.Demands.Industry.Manufacturing);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.CooperationMode).CodesOf(Domain.Demands.CooperationMode.TechnicalService);
            RuleFor(q => q.Filter.BudgetFrom).Must(Fen).Says("A count of fen is expected.", "应为以分计的金额。");
            RuleFor(q => q.Filter.BudgetTo).Must(Fen).Says("A count of fen is expected.", "应为以分计的金额。");
            RuleFor(q => q.Filter.DeadlineFrom).Moment();
            RuleFor(q => q.Filter.DeadlineBefore).Moment();
            RuleFor(q => q.Filter.UpdatedSince).Moment();
            RuleFor(q => q.Filter.Sort).Must(sort => sort is null || Codes.TryParse<DemandOrder>(sort, out _)).Says("One of newest, deadline and budget is expected.", "应为 newest、deadline 或 budget。");
            RuleFor(q => q.Filter.Limit).Limit();
        }

        private static bool Fen(long? amount) => amount is null || (amount >= 0 && amount <= Money.Largest.Fen);
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new DemandList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Owners = Codes.Split(filter.Owner),
                States = Codes.List<DemandPhase>(filter.State),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Industries = Codes.List<Industry>(filter.Industry),
                Regions = Codes.Split(filter.Region),
                CooperationModes = Codes.List<CooperationMode>(filter.CooperationMode),
                BudgetFrom = Money(filter.BudgetFrom),
                BudgetTo = Money(filter.BudgetTo),
                DeadlineFrom = Json.ReadInstant(filter.DeadlineFrom),
                DeadlineBefore = Json.ReadInstant(filter.DeadlineBefore),
                UpdatedSince = Json.ReadInstant(filter.UpdatedSince),
                Sort = filter.Sort is { } sort ? Codes.Parse<DemandOrder>(sort) : DemandOrder.Newest,
            }, filter.Limit, filter.Cursor, Show, cancellationToken);
        }

        private static Money? Money(long? fen) => fen is { } amount ? new Money(amount) : null;

        private static Item Show(DemandRow row) => new(
            row.Id, row.Owner, row.OwnerName, row.State, row.TitleZh, row.TitleEn, row.Field, row.Industry, row.Region, Money(row.BudgetMin), Money(row.BudgetMax),
            row.BudgetNegotiable, new Instant(row.Deadline), Codes.Split(row.CooperationModes), row.ClosureReason, row.TakedownReason,
            new Instant(row.PostedAt), new Instant(row.UpdatedAt));
    }
}
