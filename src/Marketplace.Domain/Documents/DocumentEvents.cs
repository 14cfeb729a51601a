using Marketplace.Domain.Achievements;

namespace Marketplace.Domain.Documents;

/// <summary>A file was attached to an achievement, a demand or a contract, in whose stream this stands; the file lies beside the log under its hash.</summary>
/// <param name="Document">A <c>doc_</c> id.</param>
/// <param name="Name">The file's name under the document's own key: names of files often hold names of people.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Secrecy">What the uploader declared (保密); nothing is taken that is not declared open.</param>
/// <param name="Public">Whether everybody may read it who may read what it belongs to.</param>
/// <param name="Check">What was known when it was taken in.</param>
/// <param name="Uploader">Id of the person or app.</param>
[EventName("document_attached")]
public sealed record DocumentAttached(
    string Document,
    DocumentKind Kind,
    Sealed Name,
    string Sha256,
    string MediaType,
    long Size,
    SecrecyDeclaration Secrecy,
    bool Public,
    DocumentCheck Check,
    string Uploader,
    Instant AttachedAt) : Event;

/// <summary>A scanner looked at the file again and came to another end.</summary>
[EventName("document_checked")]
public sealed record DocumentChecked(string Document, DocumentCheck Check, Instant CheckedAt) : Event;

/// <summary>The document was taken off again. Its name's key is destroyed.</summary>
[EventName("document_removed")]
public sealed record DocumentRemoved(string Document) : Event;

/// <summary>
/// An infected file was sent and not taken in. Stream <c>{id}-refusals</c> of what it was to belong to, which it does not change.
/// </summary>
/// <param name="Uploader">Id of the person or app that sent it.</param>
[EventName("document_refused")]
public sealed record DocumentRefused(string Sha256, string MediaType, long Size, string Uploader, Instant RefusedAt) : Event;

/// <summary>The files refused to one achievement, demand or contract: nothing is decided from them, so their state is their number.</summary>
public sealed record RefusedDocuments(long Count) : IState<RefusedDocuments>
{
    private const string Suffix = "-refusals";

    public static RefusedDocuments Initial { get; } = new(0);

    /// <summary>The stream beside that of the owner.</summary>
    public static string StreamOf(string owner) => owner + Suffix;

    /// <summary>Whether the stream is one of these.</summary>
    public static bool Owns(string stream) => stream.EndsWith(Suffix, StringComparison.Ordinal) && DocumentOwners.Owns(stream[..^Suffix.Length]);

    public RefusedDocuments Apply(Event e) => e switch
    {
        DocumentRefused => new(Count + 1),
        _ => throw new InvalidOperationException($"Refused documents do not know the event {e.GetType().Name}."),
    };
}
