namespace Marketplace.Domain.Documents;

/// <summary>What documents can be attached to: an achievement, a demand, a contract. A document is read and written as what it belongs to.</summary>
public interface IDocumentOwner
{
    DocumentFolder Documents { get; }

    /// <summary>Whether a document of it can be for everybody who reads it.</summary>
    bool TakesPublicDocuments { get; }

    /// <summary>Why it does not exist for the reader; absent when it does.</summary>
    /// <param name="reader">Absent for a reader who is not signed in.</param>
    Refusal? NotVisible(Actor? reader);

    /// <summary>Whether the reader, who may know of it, sees the documents too that are not public.</summary>
    bool ShowsAllDocumentsTo(Actor? reader);

    /// <summary>Why the actor has no say over its documents; absent when it has.</summary>
    Refusal? NotOwned(Actor actor);

    /// <summary>Why the actor may not attach or remove documents now; absent when it may.</summary>
    Refusal? NotWritable(Actor actor, Instant now);
}

public static class DocumentOwners
{
    /// <summary>The kinds of id.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Ids.Achievement, Ids.Contract, Ids.Demand];

    /// <summary>Whether the stream is that of something documents can be attached to.</summary>
    public static bool Owns(string stream) => Kinds.Any(kind => Ids.Is(kind, stream));

    /// <summary>
    /// Attaches a document. Refusals: those of <see cref="IDocumentOwner.NotWritable"/>, <c>document.secret</c>,
    /// <c>document.never_public</c>, <c>document.attached_already</c>, <c>document.too_many</c>.
    /// </summary>
    public static Decision Attach(this IDocumentOwner owner, Actor actor, DocumentAttached document, Instant now)
    {
        if (owner.NotWritable(actor, now) is { } refusal) return refusal;
        if (document.Secrecy is not Achievements.SecrecyDeclaration.NotSecret) return DocumentRefusals.Secret.With().At("/secrecy");
        if (document.Public && !owner.TakesPublicDocuments) return DocumentRefusals.NeverPublic.With().At("/public");
        return owner.Documents.Attach(document);
    }

    /// <summary>Takes a document off. Refusals: those of <see cref="IDocumentOwner.NotWritable"/>, <c>document.not_found</c>.</summary>
    public static Decision Remove(this IDocumentOwner owner, Actor actor, string document, Instant now) =>
        owner.NotWritable(actor, now) is { } refusal ? refusal : owner.Documents.Remove(document);

    /// <summary>Takes down what a scanner came to, also when documents are no longer attached or removed. Refusals: those of <see cref="IDocumentOwner.NotOwned"/>, <c>document.not_found</c>.</summary>
    public static Decision Check(this IDocumentOwner owner, Actor actor, string document, DocumentCheck check, Instant now) =>
        owner.NotOwned(actor) is { } refusal ? refusal : owner.Documents.Check(document, check, now);

    /// <summary>The document as the reader may know of it; absent when there is none.</summary>
    public static HeldDocument? Find(this IDocumentOwner owner, Actor? reader, string document) =>
        owner.Documents.Find(document) is { } held && owner.Shows(reader, held) ? held : null;

    /// <summary>Whether the reader, who may know of the owner, may know of this document.</summary>
    public static bool Shows(this IDocumentOwner owner, Actor? reader, HeldDocument held) => held.Attached.Public || owner.ShowsAllDocumentsTo(reader);
}
