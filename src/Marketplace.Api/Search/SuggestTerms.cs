using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.ReadModel.Search;
using MediatR;

namespace Marketplace.Api.Search;

/// <summary>Titles and keywords that begin as a reader has begun to type.</summary>
public static class SuggestTerms
{
    /// <param name="Q">The beginning, in any spelling.</param>
    /// <param name="Limit">1 to 50; 10 where it is left out.</param>
    public sealed record Filter(string Q, int? Limit);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Answer>;

    public sealed record Answer(IReadOnlyList<Item> Items);

    /// <param name="Text">A title or keyword as it was written.</param>
    /// <param name="Documents">How many of what everybody may see bear it.</param>
    public sealed record Item(string Text, long Documents);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/search/suggestions", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(SuggestTerms), "Suggest terms", "Titles and keywords of what everybody may see that begin so, the most frequent first.",
            HttpRefusals.RequestInvalid, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Answer>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.Q).Text(100);
            RuleFor(q => q.Filter.Limit).Must(limit => limit is null or (>= 1 and <= 50)).Says("A limit of 1 to 50 is expected.", "应为1至50。");
        }
    }

    internal sealed class Handler(Projections projections) : IRequestHandler<Query, Result<Answer>>
    {
        public async Task<Result<Answer>> Handle(Query query, CancellationToken cancellationToken)
        {
            var answered = await projections.AskAsync(query.Caller, new SearchSuggestions { Text = query.Filter.Q, Limit = query.Filter.Limit ?? 10 }, cancellationToken);
            if (answered.Refusal is { } unanswered) return unanswered;
            return new Result<Answer>(new Answer([.. answered.Value.Items.Select(s => new Item(s.Text, s.Documents))]), null, answered.Value.Position);
        }
    }
}
