using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Documents;

namespace Marketplace.Api.Documents;

/// <summary>A file that belongs to an achievement, a demand or a contract (材料附件).</summary>
public sealed record DocumentResource
{
    public required string Id { get; init; }
    /// <summary>The file's name.</summary>
    public string? Name { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string MediaType { get; init; }
    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
    /// <summary>What the uploader declared (保密).</summary>
    public required SecrecyDeclaration Secrecy { get; init; }
    /// <summary>Whether everybody may read it who may read what it belongs to.</summary>
    public required bool Public { get; init; }
    /// <summary>What a scanner found; what is not checked is served to nobody but its uploader.</summary>
    public required DocumentCheck Check { get; init; }
    public required Instant AttachedAt { get; init; }

    internal static DocumentResource From(HeldDocument held, Seals seals) => new()
    {
        Id = held.Id,
        Name = seals.Read(held.Attached.Name),
        Kind = held.Attached.Kind,
        MediaType = held.Attached.MediaType,
        Size = held.Attached.Size,
        Sha256 = held.Attached.Sha256,
        Secrecy = held.Attached.Secrecy,
        Public = held.Attached.Public,
        Check = held.Check,
        AttachedAt = held.Attached.AttachedAt,
    };

    /// <summary>The documents that the reader may know of.</summary>
    internal static Page<DocumentResource> List(IDocumentOwner owner, Actor? reader, Seals seals) =>
        new([.. owner.Documents.Documents.Where(held => owner.Shows(reader, held)).Select(held => From(held, seals))], null);
}
