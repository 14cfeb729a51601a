using System.Buffers;
using System.Text;
using Marketplace.Api.Documents;
using Marketplace.Log;

namespace Marketplace.Api.Upkeep;

/// <summary>
/// Deletes files beside the log that no event names, of uploads that were refused, and what is left of uploads that broke off.
/// Nothing younger than a day: its event may be on its way.
/// </summary>
internal sealed partial class SweepDocuments(DocumentStore documents, ILogStore store, TimeProvider time, ILogger<SweepDocuments> logger) : IUpkeep
{
    public static readonly TimeSpan Spared = TimeSpan.FromDays(1);

    private const int Page = 1000, HashLength = 64;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>All hashes that events up to <see cref="read"/> hold; events do not change, so none is read twice.</summary>
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private long read;

    public string Name => "documents";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task DoAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Spared;
        documents.TakeBack();
        var old = documents.NotSentSince(since).Where(hash => !named.Contains(hash)).ToArray();
        if (old.Length > 0) await ReadOnAsync(cancel);
        var swept = old.Count(hash => !named.Contains(hash) && documents.Discard(hash, since));
        var brokenOff = documents.DiscardBrokenOff(since);
        if (swept + brokenOff > 0) Swept(logger, swept, brokenOff);
    }

    /// <summary>After the files were listed: one that an event names by now and did not when it was sent has a younger time.</summary>
    private async Task ReadOnAsync(CancellationToken cancel)
    {
        while (await store.ReadFeedAsync(read, Page, cancel) is { Count: > 0 } events)
        {
            foreach (var e in events) Remember(e.Data);
            read = events[^1].Position;
        }
    }

    /// <summary>Whatever looks like a hash, in whichever event and member: also in those that a later build will add.</summary>
    private void Remember(ReadOnlySpan<byte> data)
    {
        while (data.IndexOfAny(HexDigits) is >= 0 and var from)
        {
            data = data[from..];
            var length = data.IndexOfAnyExcept(HexDigits) is >= 0 and var end ? end : data.Length;
            for (var i = 0; i + HashLength <= length; i++) named.Add(Encoding.ASCII.GetString(data.Slice(i, HashLength)));
            data = data[length..];
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Files} files that no event names and {BrokenOff} uploads that broke off.")]
    private static partial void Swept(ILogger logger, int files, int brokenOff);
}
