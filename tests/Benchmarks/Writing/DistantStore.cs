using Marketplace.Log;

namespace Marketplace.Benchmarks.Writing;

/// <summary>A store in the process as far away as a server: as many round trips as the SQL Server store has, each of the given length.</summary>
internal sealed class DistantStore(ILogStore inner, TimeSpan trip) : ILogStore
{
    /// <summary>Begin, lock and look up.</summary>
    private const int ToBegin = 2;

    /// <summary>Write, commit.</summary>
    private const int ToCommit = 2;

    public async Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel)
    {
        await Task.Delay(trip * ToBegin, cancel);
        return new Batch(await inner.BeginAsync(wanted, cancel), trip);
    }

    public Task<LogHead> ReadHeadAsync(CancellationToken cancel) => FarAsync(() => inner.ReadHeadAsync(cancel));
    public Task<long?> ReadClockAsync(CancellationToken cancel) => FarAsync(() => inner.ReadClockAsync(cancel));
    public Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel) => FarAsync(() => inner.ReadFeedAsync(after, limit, cancel));
    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, long afterVersion, int limit, CancellationToken cancel) => FarAsync(() => inner.ReadStreamAsync(stream, afterVersion, limit, cancel));
    public Task<long> ReadStreamVersionAsync(string stream, CancellationToken cancel) => FarAsync(() => inner.ReadStreamVersionAsync(stream, cancel));
    public Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel) => FarAsync(() => inner.ReadDueAsync(until, limit, cancel));
    public Task<long> ReadCheckpointAsync(string name, CancellationToken cancel) => FarAsync(() => inner.ReadCheckpointAsync(name, cancel));
    public Task<bool> MoveCheckpointAsync(string name, long position, Lease lease, long now, CancellationToken cancel) => FarAsync(() => inner.MoveCheckpointAsync(name, position, lease, now, cancel));
    public Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel) => FarAsync(() => inner.AcquireLeaseAsync(name, owner, now, until, cancel));
    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancel) => inner.ReleaseLeaseAsync(lease, cancel);
    public Task<int> DeleteKeysAsync(long usedBefore, int limit, CancellationToken cancel) => FarAsync(() => inner.DeleteKeysAsync(usedBefore, limit, cancel));
    public Task<IReadOnlyList<KeptKey>> ReadKeysAsync(long after, int limit, CancellationToken cancel) => FarAsync(() => inner.ReadKeysAsync(after, limit, cancel));
    public Task<IReadOnlyList<ClaimWrite>> ReadClaimsAsync(string after, int limit, CancellationToken cancel) => FarAsync(() => inner.ReadClaimsAsync(after, limit, cancel));
    public Task<IReadOnlyDictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancel) => FarAsync(() => inner.ReadCheckpointsAsync(cancel));
    public Task MarkRestoredAsync(CancellationToken cancel) => inner.MarkRestoredAsync(cancel);
    public Task BackupAsync(string path, CancellationToken cancel) => inner.BackupAsync(path, cancel);
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<T> FarAsync<T>(Func<Task<T>> ask)
    {
        await Task.Delay(trip);
        return await ask();
    }

    private sealed class Batch(ILogBatch inner, TimeSpan trip) : ILogBatch
    {
        public Found Found => inner.Found;

        public async Task<IReadOnlyList<StoredEvent>> ReadFeedAsync(long after, int limit, CancellationToken cancel)
        {
            await Task.Delay(trip, cancel);
            return await inner.ReadFeedAsync(after, limit, cancel);
        }

        public async Task CommitAsync(BatchWrite write, CancellationToken cancel)
        {
            await Task.Delay(trip * ToCommit, cancel);
            await inner.CommitAsync(write, cancel);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
