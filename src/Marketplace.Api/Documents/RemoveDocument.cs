using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using MediatR;

namespace Marketplace.Api.Documents;

/// <summary>Takes a document off what may still be revised, and its name's key with it.</summary>
public static class RemoveDocument
{
    public sealed record Command(Caller Caller, string ResourceId, string DocumentId) : ICommand<Page<DocumentResource>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/v1/documents/{resourceId}/{documentId}", (string resourceId, string documentId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), resourceId, documentId)))
        .NeedsVersion()
        .Describe(typeof(RemoveDocument), "Remove a document",
            "From an achievement while it is a draft or returned, from a demand while it is open, from a contract until it is filed. The answer lists what is left. If-Match is the ETag of the list or of what it belongs to.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, AchievementRefusals.PhaseForbids,
            DemandRefusals.NotFound, DemandRefusals.NotOwner, DemandRefusals.NotOpen,
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids, DocumentRefusals.NotFound)
        .Returns<Page<DocumentResource>>();

    internal sealed class Handler(Market market, DocumentAccess access, Seals seals) : IRequestHandler<Command, Result<Page<DocumentResource>>>
    {
        public async Task<Result<Page<DocumentResource>>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, caller) = (command.ResourceId, command.Caller);
            if ((await access.WriteAsync(caller, id, cancellationToken)).Refusal is { } refusal) return refusal;
            var outcome = await market.DecideAsync(command, [id], log =>
                log.State<IDocumentOwner>(id).Remove(caller.Self, command.DocumentId, log.Time()).On(id, caller, log), cancellationToken);
            return await market.AnswerAsync<IDocumentOwner, Page<DocumentResource>>(outcome, id, owner => DocumentResource.List(owner.State, caller.Self, seals), cancellationToken);
        }
    }
}
