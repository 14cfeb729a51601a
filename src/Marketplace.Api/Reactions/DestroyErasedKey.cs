using Marketplace.Api.Pipeline;
using Marketplace.Domain.People;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>Destroys the key of a person who was erased. Destroying it again changes nothing, so it needs no key of its own.</summary>
internal sealed class DestroyErasedKey(Seals seals) : IReaction
{
    public string Name => "destroy_erased_key";

    public bool Concerns(object content) => content is PersonErased;

    public Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        seals.Erase(e.Stream);
        return Task.CompletedTask;
    }
}
