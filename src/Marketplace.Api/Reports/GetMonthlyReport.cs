using System.Globalization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Releases;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Reports;
using MediatR;

namespace Marketplace.Api.Reports;

/// <summary>What was registered in one month: count, turnover and technology amount, in total and told apart.</summary>
public static class GetMonthlyReport
{
    /// <param name="Period">The month, Asia/Shanghai: 2026-08.</param>
    /// <param name="By">With commas: contract_type, technical_field, ip_type, ip_involvement, seller_kind, buyer_kind, region, counterpart, origin. Type and field where it is left out.</param>
    /// <param name="Region">A place by its GB/T 2260 code, with what lies below it; hmt or other. The whole country where it is left out.</param>
    /// <param name="Base">registered (认定登记): by the registration office's place; output (输出): by the seller's; absorption (吸纳): by the buyer's.</param>
    /// <param name="AsOf">A day: only what had been recorded by its end. For statisticians and supervisors.</param>
    /// <param name="Bom">true: a table begins with a byte order mark.</param>
    public sealed record Filter([property: Microsoft.AspNetCore.Mvc.FromRoute] string Period, string? By, string? Region, string? Base, string? AsOf, bool? Bom);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Report>;

    /// <summary>The rows of each group add up to the total; a report that does not add up is not given.</summary>
    /// <param name="AsOf">The day at whose end it was known so; absent for now.</param>
    /// <param name="Generated">How many of the contracts are invented, so that sums equal published totals; absent when none is.</param>
    /// <param name="Position">The report holds everything up to here in the log.</param>
    public sealed record Report(string Period, string Base, string? Region, string? AsOf, MonthSums Total, long? Generated, IReadOnlyList<Group> Groups, long Position);

    /// <param name="By">The dimension by which the total is told apart.</param>
    public sealed record Group(string By, IReadOnlyList<Row> Rows);

    /// <param name="Label">In the reader's language.</param>
    public sealed record Row(string Code, string Label, MonthSums Sums);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/monthly/{period}", ([AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.GetOrTable(http, new Query(http.Caller(), filter), report => Table(report, http.Caller()), filter.Bom is true, $"monthly-report-{filter.Period}.csv"))
        .Describe(typeof(GetMonthlyReport), "Read a month's report",
            "Counts contracts in the month of their registration (认定登记), on one of three bases. Every code of a list has its row, also where nothing happened; the rows of each group add up to the total. Growth is in per cent. With Accept: text/csv it is a table.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelIncomplete, ReportRefusals.AsOfNotAllowed, ReportRefusals.AsOfInFuture)
        .ReturnsOrTable<Report>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Period).Period();
            RuleFor(q => q.Filter.By).CodesOf(LedgerDimension.ContractType);
            RuleFor(q => q.Filter.Base).Base();
            RuleFor(q => q.Filter.Region).Place();
            RuleFor(q => q.Filter.AsOf).Day();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Report>>
    {
        public async Task<Result<Report>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            _ = Month.TryParse(filter.Period, out var month);
            var asOf = Vintage.Read(filter.AsOf);
            if (Vintage.Refuse(query.Caller, asOf, market.Now.ShanghaiDay) is { } refused) return refused;
            var by = filter.By is null ? [LedgerDimension.ContractType, LedgerDimension.TechnicalField] : Codes.List<LedgerDimension>(filter.By);
            var asked = new MonthlyReport
            {
                Period = month,
                Region = filter.Region,
                Base = filter.Base is null ? ReportBase.Registered : Codes.Parse<ReportBase>(filter.Base),
                AsOf = asOf,
                By = [.. by, LedgerDimension.Origin],
            };
            var answer = await projections.AskAsync(query.Caller, asked, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value!.Figures is not { } figures) return HttpRefusals.ReadModelIncomplete;
            return new Result<Report>(Show(figures, by, answer.Value.Position, query.Caller), null, answer.Value.Position);
        }

        private static Report Show(MonthlyFigures figures, IReadOnlyList<LedgerDimension> by, long position, Caller caller)
        {
            var generated = figures.Groups.Single(group => group.By is LedgerDimension.Origin).Rows.Single(row => row.Code == Codes.Of(ContractOrigin.Generated)).Figures.Month.Contracts;
            return new Report(figures.Period.ToString(), Codes.Of(figures.Base), figures.Region, figures.AsOf?.ToString("O", CultureInfo.InvariantCulture),
                MonthSums.From(figures.Total), generated == 0 ? null : generated,
                [.. figures.Groups.Where(group => by.Contains(group.By)).Select(group => new Group(Codes.Of(group.By),
                    [.. group.Rows.Select(row => new Row(row.Code, Labels.Of(group.By, row.Code, caller), MonthSums.From(row.Figures)))]))], position);
        }
    }

    private static CsvTable Table(Report report, Caller caller)
    {
        var table = new CsvTable(["period", "base", "region", "as_of", "by", "code", "label", .. MonthSums.Columns]);
        void Row(string by, string code, string label, MonthSums sums) => table.Row([report.Period, report.Base, report.Region, report.AsOf, by, code, label, .. sums.Cells]);
        Row("total", "", caller.Chinese ? "合计" : "Total", report.Total);
        foreach (var group in report.Groups)
            foreach (var row in group.Rows)
                Row(group.By, row.Code, row.Label, row.Sums);
        return table;
    }
}
