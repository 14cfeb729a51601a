using Marketplace.Log.Sealing;

namespace Marketplace.Log.Backups;

/// <summary>What a log says was destroyed is destroyed again where the keys come from an older copy. No key is opened, so it takes no master key.</summary>
public static class EndedKeys
{
    /// <param name="ended">The subject whose key was destroyed, as the event says; null for every other event.</param>
    /// <returns>How many were there still.</returns>
    /// <exception cref="StoreException">The log cannot be read or the keys cannot be written.</exception>
    public static async Task<int> DestroyAsync(ILogStore log, IKeyStore keys, Func<StoredEvent, string?> ended, CancellationToken cancel)
    {
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var e in log.ReadAllAsync(0, cancel))
            if (ended(e) is { } subject) subjects.Add(subject);
        var destroyed = 0;
        foreach (var subject in subjects)
        {
            var wrapped = keys.Find(subject);
            if (wrapped is not null && WrappedKey.IsNothing(wrapped)) continue;
            keys.Destroy(subject);
            if (wrapped is not null) destroyed++;
        }
        return destroyed;
    }
}
