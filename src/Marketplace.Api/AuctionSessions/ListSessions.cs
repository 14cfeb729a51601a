using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.AuctionSessions;
using Marketplace.ReadModel.AuctionSessions;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.AuctionSessions;

/// <summary>The calendar of sessions, in the order of their openings.</summary>
public static class ListSessions
{
    /// <param name="Month">Months in Shanghai such as 2026-11, with commas for "or": sessions on any day of them.</param>
    /// <param name="Series">Codes of session_series.</param>
    /// <param name="Field">Codes of technical_field.</param>
    /// <param name="Host">Ids of organizations.</param>
    /// <param name="Operator">Ids of market operators.</param>
    /// <param name="Region">GB/T 2260 codes; what lies below them counts.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Month, string? Series, string? Field, string? Host, string? Operator, string? Region, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="Lots">How many are announced so far.</param>
    public sealed record Item(
        string Id, string Title, string Series, string Procedure, string? Field, string? Host, string? HostName, string Operator, string? OperatorName, string Region,
        Instant OpensAt, Instant ClosesAt, string Place, long Lots);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/auction-sessions", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListSessions), "List sessions", "The calendar: the first to open first, those of the past as well.",
            HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Month).Must(months => Rules.Each(months, month => Month.TryParse(month, out _))).Says("Months such as 2026-11 are expected, with commas between them.", "应为年月，例如 2026-11，多个以逗号分隔。");
            RuleFor(q => q.Filter.Series).CodesOf(SessionSeries.Autumn);
            RuleFor(q => q.Filter.Field).CodesOf(TechnicalField.Environment);
            RuleFor(q => q.Filter.Host).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Operator).Ids(Ids.Organization);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new SessionList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Months = [.. Codes.Split(filter.Month).Select(month => Month.TryParse(month, out var read) ? read : default)],
                Series = Codes.List<SessionSeries>(filter.Series),
                Fields = Codes.List<TechnicalField>(filter.Field),
                Hosts = Codes.Split(filter.Host),
                Operators = Codes.Split(filter.Operator),
                Regions = Codes.Split(filter.Region),
            }, filter.Limit, filter.Cursor, row => new Item(
                row.Id, row.Title, row.Series, row.Procedure, row.Field, row.Host, row.HostName, row.Operator, row.OperatorName, row.Region,
                new Instant(row.OpensAt), new Instant(row.ClosesAt), row.Place, row.Lots), cancellationToken);
        }
    }
}
