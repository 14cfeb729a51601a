namespace Marketplace.Log.Tests.Escrow;

/// <summary>A store with a clock of its own, as a server has one.</summary>
/// <param name="clock">Unix milliseconds.</param>
public sealed class ClockedStore(ILogStore inner, Func<long> clock) : StoreInFront
{
    protected override ILogStore Inner => inner;

    public override Task<long?> ReadClockAsync(CancellationToken cancel) => Task.FromResult<long?>(clock());
}
