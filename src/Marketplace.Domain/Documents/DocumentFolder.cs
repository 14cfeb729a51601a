using System.Collections.Immutable;

namespace Marketplace.Domain.Documents;

/// <summary>A document that is attached, with what is known of it now.</summary>
public sealed record HeldDocument(DocumentAttached Attached, DocumentCheck Check)
{
    public string Id => Attached.Document;

    /// <summary>
    /// Why its content is not given to the reader; absent when it is. Whether the reader may know of it at all is the owner's affair.
    /// Refusals: <c>document.quarantined</c>, <c>document.unchecked</c>.
    /// </summary>
    public Refusal? NotServed(Actor? reader) => Check switch
    {
        DocumentCheck.Clean or DocumentCheck.UnscannedAllowed => null,
        DocumentCheck.Infected => DocumentRefusals.Quarantined.With(),
        _ => reader?.Subject == Attached.Uploader ? null : DocumentRefusals.Unchecked.With(),
    };
}

/// <summary>The documents of one achievement, demand or contract, in the order in which they were attached; part of its state.</summary>
public sealed record DocumentFolder
{
    /// <summary>Documents that one owner takes.</summary>
    public const int Most = 50;

    public static DocumentFolder Empty { get; } = new();

    public ImmutableArray<HeldDocument> Documents { get; private init; } = [];

    /// <summary>Absent when there is none of the id.</summary>
    public HeldDocument? Find(string document) => Documents.FirstOrDefault(held => held.Id == document);

    /// <summary>Whether there is one of the kind that can be read.</summary>
    public bool Has(DocumentKind kind) => Documents.Any(held => held.Attached.Kind == kind && held.Check is not DocumentCheck.Infected);

    /// <summary>Refusals: <c>document.attached_already</c>, <c>document.too_many</c>.</summary>
    internal Decision Attach(DocumentAttached document)
    {
        if (Documents.Any(held => held.Attached.Sha256 == document.Sha256)) return DocumentRefusals.AttachedAlready;
        return Documents.Length < Most ? document : DocumentRefusals.TooMany.With(("most", Most));
    }

    /// <summary>Refusal: <c>document.not_found</c>.</summary>
    internal Decision Remove(string document) => Find(document) is null ? DocumentRefusals.NotFound : new DocumentRemoved(document);

    /// <summary>Takes down what a scanner came to; nothing when it came to none, or to the same. Refusal: <c>document.not_found</c>.</summary>
    internal Decision Check(string document, DocumentCheck check, Instant now)
    {
        if (Find(document) is not { } held) return DocumentRefusals.NotFound;
        return check is DocumentCheck.Unchecked || check == held.Check ? Decision.Nothing : new DocumentChecked(document, check, now);
    }

    /// <summary>Whether the event is one that <see cref="Apply"/> takes.</summary>
    internal static bool Knows(Event e) => e is DocumentAttached or DocumentChecked or DocumentRemoved;

    internal DocumentFolder Apply(Event e) => e switch
    {
        DocumentAttached attached => this with { Documents = Documents.Add(new HeldDocument(attached, attached.Check)) },
        DocumentChecked known => this with { Documents = [.. Documents.Select(held => held.Id == known.Document ? held with { Check = known.Check } : held)] },
        DocumentRemoved removed => this with { Documents = Documents.RemoveAll(held => held.Id == removed.Document) },
        _ => throw new InvalidOperationException($"A folder of documents does not know the event {e.GetType().Name}."),
    };
}
