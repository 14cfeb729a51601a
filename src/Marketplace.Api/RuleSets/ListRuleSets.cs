using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.RuleSets;

/// <summary>All versions of the market's rules: past, in force and announced.</summary>
public static class ListRuleSets
{
    public sealed record Query(Caller Caller) : IQuery<Page<RuleSetResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/rule-sets", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(ListRuleSets), "List the rule sets",
            "By the day from which they apply, the earliest first; all versions are given at once. On a day the latest that has begun is in force: the region's own, else its city's, its province's, the country's.")
        .Returns<Page<RuleSetResource>>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Page<RuleSetResource>>>
    {
        public async Task<Result<Page<RuleSetResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var book = await market.ReadAsync<RuleBook>(RuleBook.Stream, cancellationToken);
            return new Page<RuleSetResource>(
                [.. book.State.Versions.OrderBy(rules => rules.EffectiveFrom).ThenBy(rules => rules.Version, StringComparer.Ordinal).Select(RuleSetResource.From)], null);
        }
    }
}
