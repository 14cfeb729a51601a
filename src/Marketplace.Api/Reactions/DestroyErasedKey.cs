using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.People;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>Destroys the key of a person who was erased. Destroying it again changes nothing, so it needs no key of its own.</summary>
internal sealed class DestroyErasedKey(Seals seals) : IReaction
{
    private static readonly string Erasure = EventCatalogue.Encode(new PersonErased()).Name;

    public string Name => "destroy_erased_key";

    /// <summary>Whose key an event destroys; null for one that destroys none. A restore goes by it.</summary>
    public static string? ErasedBy(StoredEvent e) => e.Type == Erasure ? e.Stream : null;

    public bool Concerns(object content) => content is PersonErased;

    public Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        seals.Erase(e.Stream);
        return Task.CompletedTask;
    }
}
