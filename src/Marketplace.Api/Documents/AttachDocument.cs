using System.ComponentModel;
using System.Text.Json.Serialization;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Demands;
using Marketplace.Domain.Documents;
using Marketplace.Log;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Documents;

/// <summary>Attaches a file to an achievement, a demand or a contract: the body is the file. The log holds its hash, the file lies beside the log.</summary>
public static class AttachDocument
{
    /// <param name="MediaType">As the request says; the content has to agree.</param>
    public sealed record Command(Caller Caller, string ResourceId, string? Name, string? Kind, string? Secrecy, bool Public, string? MediaType) : ICommand<DocumentResource>
    {
        /// <summary>Stands for the content in what an idempotency key is bound to.</summary>
        public string? Sha256 { get; init; }

        [JsonIgnore]
        internal Stream Content { get; init; } = Stream.Null;
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/documents/{resourceId}", (string resourceId,
            [Description("The file's name, 1 to 200 characters, without a path.")] string? name,
            [Description("A code of document_kind.")] string? kind,
            [Description("A code of secrecy_declaration. Only what is declared not_secret is taken.")] string? secrecy,
            [Description("Whether everybody may read it who may read what it belongs to; left out, only those whose it is, the operators and the supervisors. A contract's documents are never public.")] bool? @public,
            HttpContext http, ISender sender, DocumentStore documents) =>
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = documents.Largest;
            var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var header) ? header.MediaType.Value!.ToLowerInvariant() : null;
            return sender.Create(http, new Command(http.Caller(), resourceId, name, kind, secrecy, @public is true, type) { Content = http.Request.Body },
                attached => $"/v1/documents/{resourceId}/{attached.Id}");
        })
        .Describe(typeof(AttachDocument), "Attach a document",
            "To an achievement while it is a draft or returned, to a demand while it is open, to a contract until it is filed. The body is the file itself: PDF, PNG, JPEG, plain text in UTF-8, OFD or Word, 20 MiB at most; its bytes decide what it is. The uploader declares that it holds no state secret (保密). A scanner looks at it first, where the operator has one: an infected file is refused, one that could not be checked is served to its uploader alone.",
            AchievementRefusals.NotFound, AchievementRefusals.NotOwner, AchievementRefusals.PhaseForbids,
            DemandRefusals.NotFound, DemandRefusals.NotOwner, DemandRefusals.NotOpen,
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids,
            DocumentRefusals.Secret, DocumentRefusals.NeverPublic, DocumentRefusals.AttachedAlready, DocumentRefusals.TooMany,
            DocumentRefusals.Empty, DocumentRefusals.ContentDiffers, DocumentRefusals.Infected,
            HttpRefusals.TooLarge, HttpRefusals.UnsupportedMediaType)
        .Takes<Stream>(DocumentTypes.All)
        .Returns<DocumentResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotNull().Says("The file's name is expected.", "须有文件名。").Text(200)
                .Must(name => name is null || name.AsSpan().IndexOfAny("/\\\n\r\t") < 0).Says("A file name without a path is expected.", "应为不含路径的文件名。");
            RuleFor(c => c.Kind).Must(kind => kind is not null && Codes.TryParse<DocumentKind>(kind, out _))
                .Says($"A kind of document is expected: {All<DocumentKind>(", ")}.", $"应为材料类型：{All<DocumentKind>("、")}。");
            RuleFor(c => c.Secrecy).Must(secrecy => secrecy is not null && Codes.TryParse<SecrecyDeclaration>(secrecy, out _))
                .Says($"A declaration of secrecy is expected: {All<SecrecyDeclaration>(", ")}.", $"应声明是否涉及国家秘密：{All<SecrecyDeclaration>("、")}。");
        }

        private static string All<TEnum>(string between) where TEnum : struct, Enum => string.Join(between, Enum.GetValues<TEnum>().Select(Codes.Of));
    }

    internal sealed class Handler(Market market, DocumentAccess access, DocumentStore documents, Seals seals) : IRequestHandler<Command, Result<DocumentResource>>
    {
        public async Task<Result<DocumentResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.ResourceId, command.Caller.Self);
            if (await RefuseAsync(command, cancellationToken) is { } refused) return refused;
            var kept = await documents.KeepAsync(command.Content, command.MediaType!, cancellationToken);
            if (kept.Value is not { } file) return kept.Refusal!;

            var (document, refusals) = (market.NewId(Ids.Document), RefusedDocuments.StreamOf(id));
            var (kind, secrecy, name) = (Codes.Parse<DocumentKind>(command.Kind!), Codes.Parse<SecrecyDeclaration>(command.Secrecy!), seals.Seal(document, command.Name!));
            var outcome = await market.DecideAsync(command with { Sha256 = file.Sha256 }, [id, refusals], log =>
            {
                var (now, owner) = (log.Time(), log.State<IDocumentOwner>(id));
                var attached = owner.Attach(self, new DocumentAttached(document, kind, name, file.Sha256, file.MediaType, file.Size, secrecy, command.Public, file.Check, self.Subject, now), now);
                return attached.Refused || file.Check is not DocumentCheck.Infected ? attached.On(id)
                    : Effect.None.And(refusals, new DocumentRefused(file.Sha256, file.MediaType, file.Size, self.Subject, now));
            }, cancellationToken);
            return Market.Answer<DocumentResource>(outcome, events => events[0].Content is DocumentAttached attached
                ? DocumentResource.From(new HeldDocument(attached, attached.Check), seals) : DocumentRefusals.Infected);
        }

        /// <summary>Asked before the file is taken in. A repeated key still gets its first answer, when things have gone on since.</summary>
        private async Task<Refusal?> RefuseAsync(Command command, CancellationToken cancel)
        {
            var (owner, refused) = await access.WriteAsync(command.Caller, command.ResourceId, cancel);
            if (refused is not null) return refused;
            if (owner.State.NotWritable(command.Caller.Self, market.Now) is { } closed && (closed.Type.Kind is not RefusalKind.Conflict || command.Caller.Key is null)) return closed;
            if (Codes.Parse<SecrecyDeclaration>(command.Secrecy!) is not SecrecyDeclaration.NotSecret) return DocumentRefusals.Secret.With().At("/secrecy");
            if (command.Public && !owner.State.TakesPublicDocuments) return DocumentRefusals.NeverPublic.With().At("/public");
            return command.MediaType is { } type && DocumentTypes.All.Contains(type) ? null
                : HttpRefusals.UnsupportedMediaType.With(("expected", string.Join(", ", DocumentTypes.All)));
        }
    }
}
