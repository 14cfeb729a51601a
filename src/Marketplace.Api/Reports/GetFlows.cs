using System.Globalization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Reports;
using MediatR;

namespace Marketplace.Api.Reports;

/// <summary>流向: from which place to which one month's contracts went, seller to buyer.</summary>
public static class GetFlows
{
    /// <param name="Period">The month, Asia/Shanghai: 2026-08.</param>
    /// <param name="AsOf">A day: only what had been recorded by its end. For statisticians and supervisors.</param>
    /// <param name="Bom">true: a table begins with a byte order mark.</param>
    public sealed record Filter([property: Microsoft.AspNetCore.Mvc.FromRoute] string Period, string? AsOf, bool? Bom);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<FlowMatrix>;

    /// <summary>The flows from a place add up to its output, those to a place to its absorption.</summary>
    /// <param name="AsOf">The day at whose end it was known so; absent for now.</param>
    /// <param name="Flows">Province by province with 港澳台 (hmt) and 其他 (other); where nothing went there is no entry.</param>
    /// <param name="Position">The matrix holds everything up to here in the log.</param>
    public sealed record FlowMatrix(string Period, string? AsOf, FlowSums Total, IReadOnlyList<FlowItem> Flows, long Position);

    /// <param name="Seller">The seller's place, a code of the list region.</param>
    /// <param name="SellerLabel">In the reader's language.</param>
    /// <param name="Buyer">The buyer's place.</param>
    /// <param name="BuyerLabel">In the reader's language.</param>
    public sealed record FlowItem(string Seller, string SellerLabel, string Buyer, string BuyerLabel, FlowSums Sums);

    /// <param name="Contracts">项数.</param>
    /// <param name="Turnover">合同成交额.</param>
    /// <param name="TechnologyAmount">技术交易额.</param>
    public sealed record FlowSums(long Contracts, Money Turnover, Money TechnologyAmount);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/reports/flows/{period}", ([AsParameters] Filter filter, HttpContext http, ISender sender) =>
            sender.GetOrTable(http, new Query(http.Caller(), filter), Table, filter.Bom is true, $"flows-{filter.Period}.csv"))
        .Describe(typeof(GetFlows), "Read a month's flows",
            "Seller's place by buyer's place. The rows of the matrix are the output, its columns the absorption; a matrix that does not add up to both is not given. With Accept: text/csv it is a table.",
            HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelIncomplete, ReportRefusals.AsOfNotAllowed, ReportRefusals.AsOfInFuture)
        .ReturnsOrTable<FlowMatrix>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Period).Period();
            RuleFor(q => q.Filter.AsOf).Day();
        }
    }

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<FlowMatrix>>
    {
        public async Task<Result<FlowMatrix>> Handle(Query query, CancellationToken cancellationToken)
        {
            _ = Month.TryParse(query.Filter.Period, out var month);
            var asOf = Vintage.Read(query.Filter.AsOf);
            if (Vintage.Refuse(query.Caller, asOf, market.Now.ShanghaiDay) is { } refused) return refused;
            var answer = await projections.AskAsync(query.Caller, new Flows { Period = month, AsOf = asOf }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            if (answer.Value!.Figures is not { } figures) return HttpRefusals.ReadModelIncomplete;
            string Label(string region) => Labels.Of(LedgerDimension.Region, region, query.Caller);
            return new Result<FlowMatrix>(new FlowMatrix(figures.Period.ToString(), asOf?.ToString("O", CultureInfo.InvariantCulture), Show(figures.Total),
                [.. figures.Cells.Select(flow => new FlowItem(flow.Seller, Label(flow.Seller), flow.Buyer, Label(flow.Buyer), Show(flow.Figures)))], answer.Value.Position), null, answer.Value.Position);
        }

        private static FlowSums Show(Figures figures) => new(figures.Contracts, figures.Turnover, figures.TechnologyAmount);
    }

    private static CsvTable Table(FlowMatrix matrix)
    {
        var table = new CsvTable("period", "as_of", "seller", "seller_label", "buyer", "buyer_label", "contracts", "turnover_yuan", "technology_amount_yuan");
        foreach (var flow in matrix.Flows)
            table.Row(matrix.Period, matrix.AsOf, flow.Seller, flow.SellerLabel, flow.Buyer, flow.BuyerLabel, flow.Sums.Contracts, flow.Sums.Turnover, flow.Sums.TechnologyAmount);
        return table;
    }
}
