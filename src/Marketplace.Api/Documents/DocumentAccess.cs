using Marketplace.Api.Achievements;
using Marketplace.Api.Contracts;
using Marketplace.Api.Demands;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Documents;

namespace Marketplace.Api.Documents;

/// <summary>
/// A document is read by whoever may read what it belongs to, and written by whoever may revise that: by the same rows of the
/// table of rights, and the same word of the domain. So what cannot be read is like what is not there here, too.
/// </summary>
internal sealed class DocumentAccess(Market market, Permissions permissions)
{
    /// <summary>What the documents belong to, or why the caller may not read it.</summary>
    public Task<(Snapshot<IDocumentOwner> Owner, Refusal? Refusal)> ReadAsync(Caller caller, string id, CancellationToken cancel) => OpenAsync(caller, id, toWrite: false, cancel);

    /// <summary>The same, or why the caller lacks the role or the scope to revise it. Whose it is and whether it may be written now is the decision's matter.</summary>
    public Task<(Snapshot<IDocumentOwner> Owner, Refusal? Refusal)> WriteAsync(Caller caller, string id, CancellationToken cancel) => OpenAsync(caller, id, toWrite: true, cancel);

    private async Task<(Snapshot<IDocumentOwner> Owner, Refusal? Refusal)> OpenAsync(Caller caller, string id, bool toWrite, CancellationToken cancel)
    {
        var (read, write) = Ids.Is(Ids.Contract, id) ? (nameof(GetContract), nameof(ReviseContract))
            : Ids.Is(Ids.Demand, id) ? (nameof(GetDemand), nameof(ReviseDemand)) : (nameof(GetAchievement), nameof(ReviseAchievement));
        if (permissions.Refuse(read, caller) is { } unread) return (default, unread);
        var owner = await market.ReadAsync<IDocumentOwner>(id, cancel);
        if (owner.State.NotVisible(caller.Actor) is { } hidden) return (default, hidden);
        return (owner, toWrite ? permissions.Refuse(write, caller) : null);
    }
}
