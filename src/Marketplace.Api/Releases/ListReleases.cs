using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Queries;
using Marketplace.ReadModel.Releases;
using MediatR;

namespace Marketplace.Api.Releases;

/// <summary>What was released, the newest first.</summary>
public static class ListReleases
{
    /// <param name="Period">Months such as 2026-08, with commas for "or".</param>
    /// <param name="Base">Codes of report_base.</param>
    /// <param name="Region">GB/T 2260 codes, hmt or other: releases that are limited to these or to what lies below them.</param>
    /// <param name="WholeCountry">true: only those that are limited to no place; false: only those that are.</param>
    /// <param name="Status">Codes of release_status.</param>
    /// <param name="Latest">true: only those that no other has followed.</param>
    /// <param name="Limit">1 to 200; 50 where it is left out.</param>
    /// <param name="Cursor">The next of the page before.</param>
    public sealed record Filter(string? Period, string? Base, string? Region, bool? WholeCountry, string? Status, bool? Latest, int? Limit, string? Cursor);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Http.Page<Item>>;

    /// <param name="Region">The place to which it is limited; absent for the whole country.</param>
    /// <param name="Previous">Id of the vintage before; absent for the first.</param>
    /// <param name="SupersededBy">Id of the next vintage; absent for the latest.</param>
    /// <param name="Sums">Of the month.</param>
    /// <param name="ReleasedBy">Id of the organization that published it.</param>
    public sealed record Item(
        string Id, string Period, string Base, string? Region, long Vintage, string Status, string? Previous, string? SupersededBy, ReleaseSums Sums,
        string ReleasedBy, string? ReleasedByName, Instant ReleasedAt);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/releases", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListReleases), "List releases", "Of all months, the newest release first.",
            HttpRefusals.RequestInvalid, HttpRefusals.CursorMismatch, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Http.Page<Item>>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Period).Must(months => Rules.Each(months, month => Month.TryParse(month, out _))).Says("Months such as 2026-08 are expected, with commas between them.", "应为年月，例如 2026-08，多个以逗号分隔。");
            RuleFor(q => q.Filter.Base).CodesOf(ReportBase.Output);
            RuleFor(q => q.Filter.Region).RegionCodes();
            RuleFor(q => q.Filter.Status).CodesOf(ReleaseStatus.Final);
            RuleFor(q => q.Filter.Limit).Limit();
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Http.Page<Item>>>
    {
        public Task<Result<Http.Page<Item>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            return projections.ListAsync(query.Caller, new ReleaseList
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                Periods = [.. Codes.Split(filter.Period).Select(month => Month.TryParse(month, out var read) ? read : default)],
                Bases = Codes.List<ReportBase>(filter.Base),
                Regions = Codes.Split(filter.Region),
                WholeCountry = filter.WholeCountry,
                Statuses = Codes.List<ReleaseStatus>(filter.Status),
                Latest = filter.Latest is true,
            }, filter.Limit, filter.Cursor, row => new Item(
                row.Id, Month.OfKey(row.Period).ToString(), row.Base, row.Region, row.Vintage, row.Status, row.Previous, row.SupersededBy,
                new ReleaseSums(row.Contracts, new Money(row.Turnover), new Money(row.TechnologyAmount)), row.ReleasedBy, row.ReleasedByName, new Instant(row.ReleasedAt)), cancellationToken);
        }
    }
}
