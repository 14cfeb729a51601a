namespace Marketplace.Log.Tests.Escrow;

/// <summary>Passes everything on to another store; a test overrides what it wants to disturb. Who opened the other closes it.</summary>
public abstract class StoreInFront : ILogStore
{
    protected abstract ILogStore Inner { get; }

    public virtual Task<LogHead> ReadHeadAsync(CancellationToken cancel) => Inner.ReadHeadAsync(cancel);
    public virtual Task<long?> ReadClockAsync(CancellationToken cancel) => Inner.ReadClockAsync(cancel);
    public virtual Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) => Inner.ReadFeedAsync(after, limit, cancel);
    public virtual Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel) => Inner.ReadStreamAsync(stream, afterVersion, limit, cancel);
    public virtual Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel) => Inner.ReadStreamVersionAsync(stream, cancel);
    public virtual Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel) => Inner.BeginAsync(wanted, cancel);
    public virtual Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel) => Inner.ReadDueAsync(until, limit, cancel);
    public virtual Task<long> ReadCheckpointAsync(string name, CancellationToken cancel) => Inner.ReadCheckpointAsync(name, cancel);
    public virtual Task<bool> MoveCheckpointAsync(string name, long position, Lease lease, long now, CancellationToken cancel) => Inner.MoveCheckpointAsync(name, position, lease, now, cancel);
    public virtual Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel) => Inner.AcquireLeaseAsync(name, owner, now, until, cancel);
    public virtual Task ReleaseLeaseAsync(Lease lease, CancellationToken cancel) => Inner.ReleaseLeaseAsync(lease, cancel);
    public virtual Task<int> DeleteKeysAsync(long usedBefore, int limit, CancellationToken cancel) => Inner.DeleteKeysAsync(usedBefore, limit, cancel);
    public virtual Task<IReadOnlyList<KeptKey>> ReadKeysAsync(long after, int limit, CancellationToken cancel) => Inner.ReadKeysAsync(after, limit, cancel);
    public virtual Task<IReadOnlyList<ClaimWrite>> ReadClaimsAsync(string after, int limit, CancellationToken cancel) => Inner.ReadClaimsAsync(after, limit, cancel);
    public virtual Task<IReadOnlyDictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancel) => Inner.ReadCheckpointsAsync(cancel);
    public virtual Task MarkRestoredAsync(CancellationToken cancel) => Inner.MarkRestoredAsync(cancel);
    public virtual Task BackupAsync(string path, CancellationToken cancel) => Inner.BackupAsync(path, cancel);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
