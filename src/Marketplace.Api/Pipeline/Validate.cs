using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain;
using MediatR;

namespace Marketplace.Api.Pipeline;

/// <summary>The request's shape, before anybody is asked anything: all that is wrong with it in one answer, each with its pointer.</summary>
internal sealed class Validate<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMarketRequest, IRequest<TResponse>
    where TResponse : IAnswer<TResponse>
{
    private readonly IValidator<TRequest>[] validators = [.. validators];

    public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        if (validators.Length == 0) return next();
        ImmutableArray<Refusal> faults = [.. validators.SelectMany(v => v.Validate(request).Errors).Select(e =>
            HttpRefusals.MemberInvalid.With(("fault", e.CustomState is Phrase said ? said.In(request.Caller.Chinese) : e.ErrorMessage)).At(Pointer(e.PropertyName)))];
        return faults.IsEmpty ? next() : Task.FromResult(TResponse.Refused(((Refusal)HttpRefusals.RequestInvalid).Because(faults)));
    }

    /// <summary><c>Body.Ladder[2].Step</c> becomes <c>/ladder/2/step</c>, and <c>Body</c> itself the empty pointer, which is the whole document.</summary>
    internal static string Pointer(string path)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.')
            .SkipWhile((step, i) => i == 0 && step is "Body" or "Filter");
        return string.Concat(steps.Select(step => "/" + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(step)));
    }
}
