using System.Buffers;
using System.Text;
using Marketplace.Api.Documents;
using Marketplace.Domain;
using Marketplace.Domain.Documents;
using Marketplace.Log;

namespace Marketplace.Api.Upkeep;

/// <summary>
/// Deletes files beside the log that nothing names any more: of uploads that were refused, of documents that were removed and are attached
/// nowhere else; and what is left of uploads that broke off. Nothing younger than a day: its event may be on its way.
/// </summary>
internal sealed partial class SweepDocuments(DocumentStore documents, ILogStore store, TimeProvider time, ILogger<SweepDocuments> logger) : IUpkeep, IDisposable
{
    public static readonly TimeSpan Spared = TimeSpan.FromDays(1);

    private const int HashLength = 64;
    private static readonly HashSet<string> Documents = [.. new[] { typeof(DocumentAttached), typeof(DocumentChecked), typeof(DocumentRemoved), typeof(DocumentRefused) }
        .Select(type => EventCatalogue.All.Single(e => e.Type == type).Name)];
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>What events up to <see cref="read"/> name for good; events do not change, so none is read twice.</summary>
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    /// <summary>The hash of each document that is attached, and how many documents have it.</summary>
    private readonly Dictionary<string, string> attached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> holders = new(StringComparer.Ordinal);
    private long read;

    /// <summary>One round at a time.</summary>
    private readonly SemaphoreSlim turn = new(1);

    public string Name => "documents";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task DoAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await SweepAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Spared;
        documents.TakeBack();
        var old = documents.NotSentSince(since).ToArray();
        if (old.Length > 0) await ReadOnAsync(cancel);
        var swept = old.Count(hash => !named.Contains(hash) && !holders.ContainsKey(hash) && documents.Discard(hash, since));
        var brokenOff = documents.DiscardBrokenOff(since);
        if (swept + brokenOff > 0) Swept(logger, swept, brokenOff);
    }

    /// <summary>After the files were listed: one that an event names by now and did not when it was sent has a younger time.</summary>
    private async Task ReadOnAsync(CancellationToken cancel)
    {
        await foreach (var e in store.ReadAllAsync(read, cancel))
        {
            Remember(e);
            read = e.Position;
        }
    }

    /// <summary>A document names its file until it is removed; the refusal of one names a file that is not kept.</summary>
    private void Remember(StoredEvent e)
    {
        if (!Documents.Contains(e.Type))
        {
            Remember(e.Data);
            return;
        }
        switch (EventCatalogue.Decode(e.Type, e.TypeVersion, e.Data))
        {
            case DocumentAttached taken:
                attached.Add(taken.Document, taken.Sha256);
                holders[taken.Sha256] = holders.GetValueOrDefault(taken.Sha256) + 1;
                break;
            case DocumentRemoved removed when attached.Remove(removed.Document, out var hash):
                if (--holders[hash] == 0) holders.Remove(hash);
                break;
            case DocumentChecked or DocumentRemoved or DocumentRefused:
                break;
            case var other:
                throw new InvalidOperationException($"The sweep does not know the event {other?.GetType().Name ?? e.Type} of a document.");
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

    public void Dispose() => turn.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Files} files that nothing names and {BrokenOff} uploads that broke off.")]
    private static partial void Swept(ILogger logger, int files, int brokenOff);
}
