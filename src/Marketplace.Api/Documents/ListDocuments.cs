using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using MediatR;

namespace Marketplace.Api.Documents;

/// <summary>The documents of an achievement, a demand or a contract, in the order in which they were attached.</summary>
public static class ListDocuments
{
    public sealed record Query(Caller Caller, string ResourceId) : IQuery<Page<DocumentResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/documents/{resourceId}", (string resourceId, HttpContext http, ISender sender) =>
            sender.Get(http, new Query(http.Caller(), resourceId)))
        .Describe(typeof(ListDocuments), "List documents",
            "Of what the caller may read: of an approved achievement or a demand everybody the public ones, its owner, the operators and the supervisors all; of a contract, for which a token is needed, whoever may read it. All of them, fifty at most: there is no second page.",
            AchievementRefusals.NotFound, DemandRefusals.NotFound, ContractRefusals.NotFound, HttpRefusals.SignInNeeded, HttpRefusals.CallerBarred, HttpRefusals.ScopeMissing)
        .Returns<Page<DocumentResource>>();

    internal sealed class Handler(DocumentAccess access, Seals seals) : IRequestHandler<Query, Result<Page<DocumentResource>>>
    {
        public async Task<Result<Page<DocumentResource>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (owner, refusal) = await access.ReadAsync(query.Caller, query.ResourceId, cancellationToken);
            if (refusal is not null) return refusal;
            var reader = query.Caller.Actor;
            return new Result<Page<DocumentResource>>(DocumentResource.List(owner.State, reader, seals), null, Version: owner.Version)
            {
                View = owner.State.ShowsAllDocumentsTo(reader) ? "full" : "public",
            };
        }
    }
}
