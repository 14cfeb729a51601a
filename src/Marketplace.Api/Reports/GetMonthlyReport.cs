using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.ReadModel;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Reports;
using MediatR;

namespace Marketplace.Api.Reports;

/// <summary>What was registered in one month: count, turnover and technology amount, in total and told apart.</summary>
public static class GetMonthlyReport
{
    /// <param name="Period">The month, Asia/Shanghai: 2026-08.</param>
    /// <param name="By">Codes of report_dimension, with commas: contract_type, technical_field. Both where it is left out.</param>
    /// <param name="Region">A place by its GB/T 2260 code, with what lies below it; hmt or abroad. The whole country where it is left out.</param>
    /// <param name="Base">registered: by the registration office's place.</param>
    public sealed record Filter([property: Microsoft.AspNetCore.Mvc.FromRoute] string Period, string? By, string? Region, string? Base);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Report>;

    /// <summary>The rows of each group add up to the total; a report that does not add up is not given.</summary>
    /// <param name="Position">The report holds everything up to here in the log.</param>
    public sealed record Report(string Period, string Base, string? Region, Sums Total, IReadOnlyList<Group> Groups, long Position);

    /// <param name="By">The dimension by which the total is told apart.</param>
    public sealed record Group(string By, IReadOnlyList<Row> Rows);

    /// <param name="Label">In the reader's language.</param>
    public sealed record Row(string Code, string Label, Sums Sums);

    /// <param name="Contracts">项数.</param>
    /// <param name="Turnover">合同成交额.</param>
    /// <param name="TechnologyAmount">技术交易额.</param>
    /// <param name="AverageTurnover">Turnover per contract, rounded half up to the fen.</param>
    public sealed record Sums(long Contracts, Money Turnover, Money TechnologyAmount, Money? AverageTurnover);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/monthly/{period}", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(GetMonthlyReport), "Read a month's report",
            "Counts contracts in the month of their registration (认定登记), on the base of the office's place. Every code of a list has its row, also where nothing happened.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelIncomplete)
        .Returns<Report>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Period).Must(period => Month.TryParse(period, out _)).Says("A month such as 2026-08 is expected.", "应为年月，例如 2026-08。");
            RuleFor(q => q.Filter.By).CodesOf(LedgerDimension.ContractType);
            RuleFor(q => q.Filter.Base).CodesOf(LedgerBase.Registered);
            RuleFor(q => q.Filter.Region).Must(region => region is null || Regions.Find(region) is not null).Says("A GB/T 2260 code, hmt or abroad is expected.", "应为 GB/T 2260 代码、hmt 或 abroad。");
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Report>>
    {
        public async Task<Result<Report>> Handle(Query query, CancellationToken cancellationToken)
        {
            var filter = query.Filter;
            _ = Month.TryParse(filter.Period, out var month);
            var asked = new MonthlyReport { Period = month, Region = filter.Region };
            if (filter.Base is not null) asked = asked with { Base = Codes.Parse<LedgerBase>(filter.Base) };
            if (filter.By is not null) asked = asked with { By = Codes.List<LedgerDimension>(filter.By) };
            var answer = await projections.AskAsync(query.Caller, asked, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value!.Figures is not { } figures) return HttpRefusals.ReadModelIncomplete;
            return new Result<Report>(Show(figures, answer.Value.Position, query.Caller), null, answer.Value.Position);
        }

        private static Report Show(MonthlyFigures figures, long position, Caller caller) => new(
            figures.Period.ToString(), Codes.Of(figures.Base), figures.Region, Show(figures.Total),
            [.. figures.Groups.Select(group => new Group(Codes.Of(group.By), [.. group.Rows.Select(row => new Row(row.Code, Label(group.By, row.Code, caller), Show(row.Figures)))]))], position);

        private static Sums Show(Figures figures) => new(figures.Contracts, figures.Turnover, figures.TechnologyAmount, figures.AverageTurnover);

        private static string Label(LedgerDimension by, string code, Caller caller) =>
            Codelists.Find(Codes.Of(by))?.Find(code) is { } entry ? (caller.Chinese ? entry.Zh : entry.En) : code;
    }
}
