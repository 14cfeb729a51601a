using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.RuleSets;

/// <summary>One version of the market's rules.</summary>
public static class GetRuleSet
{
    public sealed record Query(Caller Caller, string Version) : IQuery<RuleSetResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/rule-sets/{version}", ([Description("The version's name, such as cn-2026-01.")] string version, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), version)))
        .Describe(typeof(GetRuleSet), "Read a rule set", "A version never changes once it is public.", RuleSetRefusals.NotFound)
        .Returns<RuleSetResource>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<RuleSetResource>>
    {
        public async Task<Result<RuleSetResource>> Handle(Query query, CancellationToken cancellationToken)
        {
            var book = await market.ReadAsync<RuleBook>(RuleBook.Stream, cancellationToken);
            return book.State.Find(query.Version) is { } rules
                ? new Result<RuleSetResource>(RuleSetResource.From(rules), null, Version: 1)
                : RuleSetRefusals.NotFound.With(("version", query.Version));
        }
    }
}
