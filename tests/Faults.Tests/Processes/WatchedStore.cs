using System.Threading.Channels;
using Marketplace.Log;
using Marketplace.Log.Tests.Escrow;

namespace Marketplace.Faults.Tests.Processes;

/// <summary>One process's way to the store: a test sees each round in which it asks for a lease, cuts the process off, or lets it stand still.</summary>
/// <param name="lease">The lease that is watched.</param>
internal sealed class WatchedStore(ILogStore inner, string lease) : StoreInFront
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Channel<Lease?> asked = Channel.CreateUnbounded<Lease?>();
    private readonly TaskCompletionSource standing = new(TaskCreationOptions.RunContinuationsAsynchronously), goingOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override ILogStore Inner => inner;

    /// <summary>The process is gone: nothing of it reaches the store any more.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>It stands still when it has read that this stream is due.</summary>
    public string? StandsStillAt { get; set; }

    /// <summary>Where it put the checkpoint of its lease, one after the other.</summary>
    public List<long> Checkpoints { get; } = [];

    /// <summary>Completes when it stands still.</summary>
    public Task Standing => standing.Task.WaitAsync(Patience);

    public void GoOn() => goingOn.SetResult();

    /// <summary>What the next asking for the lease brings; null while another holds it.</summary>
    public async Task<Lease?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await asked.Reader.ReadAsync(patience.Token);
    }

    public override async Task<Lease?> AcquireLeaseAsync(string name, string owner, long now, long until, CancellationToken cancel)
    {
        var held = await Reach().AcquireLeaseAsync(name, owner, now, until, cancel);
        if (name == lease) asked.Writer.TryWrite(held);
        return held;
    }

    public override async Task<IReadOnlyList<DueStream>> ReadDueAsync(long until, int limit, CancellationToken cancel)
    {
        var due = await Reach().ReadDueAsync(until, limit, cancel);
        if (until == long.MaxValue || due.Count == 0 || due[0].Stream != StandsStillAt) return due;
        StandsStillAt = null;
        standing.SetResult();
        await goingOn.Task;
        return due;
    }

    public override Task<ILogBatch> BeginAsync(LookUp wanted, CancellationToken cancel) => Reach().BeginAsync(wanted, cancel);

    public override Task<LogHead> ReadHeadAsync(CancellationToken cancel) => Reach().ReadHeadAsync(cancel);

    public override Task<bool> MoveCheckpointAsync(string name, long position, Lease held, long now, CancellationToken cancel)
    {
        if (name == lease) Checkpoints.Add(position);
        return Reach().MoveCheckpointAsync(name, position, held, now, cancel);
    }

    public override Task ReleaseLeaseAsync(Lease held, CancellationToken cancel) => Reach().ReleaseLeaseAsync(held, cancel);

    private ILogStore Reach() => IsCutOff ? throw new StoreException(StoreFault.Unavailable, "This process is cut off.") : inner;

    /// <summary>Closes the store behind it, once the process has ended.</summary>
    public ValueTask CloseAsync() => inner.DisposeAsync();
}
