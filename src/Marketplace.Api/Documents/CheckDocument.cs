using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using MediatR;

namespace Marketplace.Api.Documents;

/// <summary>Has the scanner look at a document again, which it could not check, or of which it may know more by now.</summary>
public static class CheckDocument
{
    public sealed record Command(Caller Caller, string ResourceId, string DocumentId) : ICommand<DocumentResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/documents/{resourceId}/{documentId}/checks", (string resourceId, string documentId, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), resourceId, documentId)))
        .Describe(typeof(CheckDocument), "Check a document again",
            "Asked by those whose document it is, whatever has become of what it belongs to. When the scanner comes to no end, nothing changes.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, DemandRefusals.NotFound, DemandRefusals.NotOwner,
            ContractRefusals.NotFound, ContractRefusals.NotSeller, DocumentRefusals.NotFound, DocumentRefusals.Unavailable)
        .Returns<DocumentResource>();

    internal sealed class Handler(Market market, DocumentAccess access, DocumentStore documents, Seals seals) : IRequestHandler<Command, Result<DocumentResource>>
    {
        public async Task<Result<DocumentResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ResourceId, command.Caller.Self);
            var (owner, refusal) = await access.WriteAsync(command.Caller, id, cancellationToken);
            if (refusal is not null || (refusal = owner.State.NotOwned(self)) is not null) return refusal;
            if (owner.State.Documents.Find(command.DocumentId) is not { } held) return DocumentRefusals.NotFound;
            if (await documents.CheckAsync(held.Attached.Sha256, cancellationToken) is not { } check) return DocumentRefusals.Unavailable;
            var outcome = await market.DecideAsync(command, [id], log => log.State<IDocumentOwner>(id).Check(self, command.DocumentId, check, log.Time()).On(id), cancellationToken);
            return Market.Answer<DocumentResource>(outcome, events => DocumentResource.From(held with { Check = events is [{ Content: DocumentChecked known }] ? known.Check : held.Check }, seals));
        }
    }
}
