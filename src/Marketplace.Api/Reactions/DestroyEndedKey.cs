using Marketplace.Domain;
using Marketplace.Domain.Documents;
using Marketplace.Domain.People;
using Marketplace.Log;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Reactions;

/// <summary>
/// Destroys the key of a person who was erased, and of the name of a document that was removed. Destroying it again changes nothing, so
/// it needs no key of its own. One process does it; each one by itself stops using the key when it passes the event
/// (<see cref="Hosting.LogService"/>).
/// </summary>
internal sealed class DestroyEndedKey(SubjectKeys keys) : IReaction
{
    private static readonly HashSet<string> Types = [.. new[] { typeof(PersonErased), typeof(DocumentRemoved) }.Select(type => EventCatalogue.All.Single(e => e.Type == type).Name)];

    public string Name => "destroy_ended_key";

    /// <summary>Whose key an event ends; null for one that ends none.</summary>
    public static string? EndedBy(LogEvent e) => EndedBy(e.Stream, e.Content);

    /// <summary>The same of an event as it is stored. A restore goes by it.</summary>
    public static string? EndedBy(StoredEvent e) => Types.Contains(e.Type) ? EndedBy(e.Stream, EventCatalogue.Decode(e.Type, e.TypeVersion, e.Data)) : null;

    private static string? EndedBy(string stream, object? content) => content switch
    {
        PersonErased => stream,
        DocumentRemoved removed => removed.Document,
        _ => null,
    };

    public bool Concerns(object content) => content is PersonErased or DocumentRemoved;

    public Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        if (EndedBy(e) is { } subject) keys.Destroy(subject);
        return Task.CompletedTask;
    }
}
