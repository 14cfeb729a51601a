using System.Globalization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Reports;
using MediatR;

namespace Marketplace.Api.Reports;

/// <summary>One month after the other: count, turnover and technology amount with their growth.</summary>
public static class GetMonthlySeries
{
    /// <summary>Ten years.</summary>
    private const int MostMonths = 120;

    /// <param name="From">The first month, Asia/Shanghai: 2025-09.</param>
    /// <param name="To">The last month, at most 120 in all.</param>
    /// <param name="Region">A place by its GB/T 2260 code, with what lies below it; hmt or other. The whole country where it is left out.</param>
    /// <param name="Base">registered (认定登记): by the registration office's place; output (输出): by the seller's; absorption (吸纳): by the buyer's.</param>
    /// <param name="AsOf">A day: only what had been recorded by its end. For statisticians and supervisors.</param>
    /// <param name="Bom">true: a table begins with a byte order mark.</param>
    public sealed record Filter(string? From, string? To, string? Region, string? Base, string? AsOf, bool? Bom);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Series>;

    /// <param name="AsOf">The day at whose end it was known so; absent for now.</param>
    /// <param name="Months">Every month from the first to the last, also where nothing happened.</param>
    /// <param name="Position">The series holds everything up to here in the log.</param>
    public sealed record Series(string From, string To, string Base, string? Region, string? AsOf, IReadOnlyList<SeriesItem> Months, long Position);

    /// <param name="Generated">How many of the contracts are invented, so that sums equal published totals; absent when none is.</param>
    public sealed record SeriesItem(string Period, MonthSums Sums, long? Generated);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/monthly", ([AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.GetOrTable(http, new Query(http.Caller(), filter), Table, filter.Bom is true, $"monthly-series-{filter.From}-{filter.To}.csv"))
        .Describe(typeof(GetMonthlySeries), "Read a series of months",
            "The months' totals on one of three bases with their growth in per cent. With Accept: text/csv it is a table.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelIncomplete, ReportRefusals.AsOfNotAllowed, ReportRefusals.AsOfInFuture)
        .ReturnsOrTable<Series>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.From).Must(from => Month.TryParse(from, out var month) && month.Year >= 1900).Says("A month such as 2025-09 is expected.", "应为年月，例如 2025-09。");
            RuleFor(q => q.Filter.To).Must((query, to) => Month.TryParse(to, out var last) && (!Month.TryParse(query.Filter.From, out var first) || last.Since(first) is >= 0 and < MostMonths))
                .Says($"A month such as 2026-08 is expected, not before the first and at most {MostMonths} in all.", $"应为年月，例如 2026-08，不早于起始月份，最多{MostMonths}个月。");
            RuleFor(q => q.Filter.Base).Base();
            RuleFor(q => q.Filter.Region).Place();
            RuleFor(q => q.Filter.AsOf).Day();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Series>>
    {
        public async Task<Result<Series>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            _ = Month.TryParse(filter.From, out var from);
            _ = Month.TryParse(filter.To, out var to);
            var asOf = Vintage.Read(filter.AsOf);
            if (Vintage.Refuse(query.Caller, asOf, market.Now.ShanghaiDay) is { } refused) return refused;
            var asked = new MonthlySeries { From = from, To = to, Region = filter.Region, Base = filter.Base is null ? ReportBase.Registered : Codes.Parse<ReportBase>(filter.Base), AsOf = asOf };
            var answer = await projections.AskAsync(query.Caller, asked, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value!.Figures is not { } figures) return HttpRefusals.ReadModelIncomplete;
            return new Result<Series>(Show(figures, answer.Value.Position), null, answer.Value.Position);
        }

        private static Series Show(SeriesFigures figures, long position) => new(
            figures.From.ToString(), figures.To.ToString(), Codes.Of(figures.Base), figures.Region, figures.AsOf?.ToString("O", CultureInfo.InvariantCulture),
            [.. figures.Months.Select(month => new SeriesItem(month.Period.ToString(), MonthSums.From(month.Figures), month.Generated == 0 ? null : month.Generated))], position);
    }

    private static CsvTable Table(Series series)
    {
        var table = new CsvTable(["base", "region", "as_of", "period", .. MonthSums.Columns, "generated_contracts"]);
        foreach (var month in series.Months) table.Row([series.Base, series.Region, series.AsOf, month.Period, .. month.Sums.Cells, month.Generated]);
        return table;
    }
}
