using Marketplace.Log;

namespace Marketplace.Api.Upkeep;

/// <summary>Deletes idempotency keys that were used more than 72 hours ago, few at a time, so that commands come in between.</summary>
internal sealed class ForgetOldKeys(ILogStore store, TimeProvider time) : IUpkeep
{
    /// <summary>How long a repeated key gets its first answer, in system time; a promise of the interface.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    /// <summary>Keys deleted in one transaction.</summary>
    internal const int AtOnce = 500;

    public string Name => "old_keys";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task DoAsync(CancellationToken cancel)
    {
        var before = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds();
        while (await store.DeleteKeysAsync(before, AtOnce, cancel) == AtOnce) cancel.ThrowIfCancellationRequested();
    }
}
