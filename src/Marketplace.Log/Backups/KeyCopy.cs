using Marketplace.Log.Sealing;

namespace Marketplace.Log.Backups;

/// <summary>
/// Copies wrapped keys from one store into another, on whatever engine. A key that was destroyed on either side is destroyed on the
/// target; what is there already stays, so a copy that was cut off goes on. No key is opened, so it takes no master key.
/// </summary>
public static class KeyCopy
{
    private const int Page = 1000;

    /// <returns>How many subjects the source has.</returns>
    /// <exception cref="InvalidDataException">The target has another key for one of them.</exception>
    /// <exception cref="StoreException">Either cannot be read or written.</exception>
    public static int Run(IKeyStore from, IKeyStore to)
    {
        var subjects = 0;
        using var there = All(to).GetEnumerator();
        var more = there.MoveNext();
        foreach (var page in Pages(from))
        {
            var missing = new List<WrappedKey>(page.Count);
            foreach (var key in page)
            {
                while (more && string.CompareOrdinal(there.Current.Subject, key.Subject) < 0) more = there.MoveNext();
                if (!more || there.Current.Subject != key.Subject) missing.Add(key);
                else if (!there.Current.IsDestroyed && key.IsDestroyed) to.Destroy(key.Subject);
                else if (!there.Current.IsDestroyed && !there.Current.Wrapped.AsSpan().SequenceEqual(key.Wrapped))
                    throw new InvalidDataException($"The keys' target has another key for '{key.Subject}': it belongs to another marketplace, or was in use.");
            }
            if (missing.Count > 0) to.Add(missing);
            subjects += page.Count;
        }
        return subjects;
    }

    private static IEnumerable<WrappedKey> All(IKeyStore store) => Pages(store).SelectMany(page => page);

    private static IEnumerable<IReadOnlyList<WrappedKey>> Pages(IKeyStore store)
    {
        for (var page = store.Read("", Page); page.Count > 0; page = store.Read(page[^1].Subject, Page)) yield return page;
    }
}
