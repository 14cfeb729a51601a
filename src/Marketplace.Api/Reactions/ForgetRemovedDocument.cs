using Marketplace.Api.Pipeline;
using Marketplace.Domain.Documents;
using Marketplace.Log;

namespace Marketplace.Api.Reactions;

/// <summary>Destroys the key of a removed document's name. Destroying it again changes nothing, so it needs no key of its own.</summary>
internal sealed class ForgetRemovedDocument(Seals seals) : IReaction
{
    public string Name => "forget_removed_document";

    public bool Concerns(object content) => content is DocumentRemoved;

    public Task FollowAsync(LogEvent e, CancellationToken cancel)
    {
        seals.Erase(((DocumentRemoved)e.Content).Document);
        return Task.CompletedTask;
    }
}
