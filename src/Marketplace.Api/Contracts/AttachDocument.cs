using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;
using Marketplace.Api.Documents;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Contracts;

/// <summary>Attaches a file to a contract: the body is the file. The log holds its hash, the file lies beside the log.</summary>
public static class AttachDocument
{
    /// <param name="MediaType">As the request says; the content has to agree.</param>
    public sealed record Command(Caller Caller, string ContractId, string? Name, string? Kind, string? MediaType) : ICommand<DocumentResource>
    {
        /// <summary>Stands for the content in what an idempotency key is bound to.</summary>
        public string? Sha256 { get; init; }

        [JsonIgnore]
        internal Stream Content { get; init; } = Stream.Null;
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/documents", (string contractId, [Description("The file's name, 1 to 200 characters, without a path.")] string? name, [Description("A code of contract_document_kind.")] string? kind, HttpContext http, ISender sender, DocumentStore documents) =>
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = documents.Largest;
            var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var header) ? header.MediaType.Value!.ToLowerInvariant() : null;
            return sender.Create(http, new Command(http.Caller(), contractId, name, kind, type) { Content = http.Request.Body },
                attached => $"/v1/contracts/{contractId}/documents/{attached.Id}");
        })
        .Describe(typeof(AttachDocument), "Attach a document",
            "The body is the file itself: PDF, PNG, JPEG, plain text in UTF-8, OFD or Word, 20 MiB at most. Query: name, its file name; kind, a code of contract_document_kind.",
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids, ContractRefusals.DocumentAttachedAlready,
            ContractRefusals.TooManyDocuments, DocumentRefusals.Empty, DocumentRefusals.ContentDiffers,
            HttpRefusals.TooLarge, HttpRefusals.UnsupportedMediaType)
        .Takes<Stream>(DocumentTypes.All)
        .Returns<DocumentResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotNull().Says("The file's name is expected.", "须有文件名。").Text(200)
                .Must(name => name is null || name.AsSpan().IndexOfAny("/\\\n\r\t") < 0).Says("A file name without a path is expected.", "应为不含路径的文件名。");
            RuleFor(c => c.Kind).Must(kind => kind is not null && Codes.TryParse<ContractDocumentKind>(kind, out _))
                .Says($"A kind of document is expected: {string.Join(", ", Enum.GetValues<ContractDocumentKind>().Select(Codes.Of))}.", $"应为材料类型：{string.Join("、", Enum.GetValues<ContractDocumentKind>().Select(Codes.Of))}。");
        }
    }

    internal sealed class Handler(Market market, DocumentStore documents, Seals seals) : IRequestHandler<Command, Result<DocumentResource>>
    {
        public async Task<Result<DocumentResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ContractId, command.Caller.Self);
            // Asked before the file is taken in. A repeated key still gets its first answer, when the contract has gone on since.
            if ((await market.ReadAsync<Contract>(id, cancellationToken)).State.NotEditable(self) is { } closed
                && (closed.Type != ContractRefusals.PhaseForbids || command.Caller.Key is null)) return closed;
            if (command.MediaType is not { } type || !DocumentTypes.All.Contains(type))
                return HttpRefusals.UnsupportedMediaType.With(("expected", string.Join(", ", DocumentTypes.All)));

            var kept = await documents.KeepAsync(command.Content, type, cancellationToken);
            if (kept.Value is not { } file) return kept.Refusal!;
            var document = market.NewId(Ids.Document);
            var attached = new DocumentAttached(document, file.Sha256, seals.Seal(document, command.Name!), file.MediaType, file.Size, Codes.Parse<ContractDocumentKind>(command.Kind!));
            var outcome = await market.DecideAsync(command with { Sha256 = file.Sha256 }, [id], log =>
                log.State<Contract>(id).Attach(self, attached).On(id), cancellationToken);
            return Market.Answer<DocumentResource>(outcome, events => DocumentResource.Named((DocumentAttached)events[0].Content, seals));
        }
    }
}
