using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Log;

namespace Marketplace.Api.Auctions;

/// <summary>
/// A record as it is sent: canonical JSON (RFC 8785), written page by page, so that it takes no more memory for many bids than for few.
/// All that could refuse it has been asked before; a fault on the way cuts the connection, and what arrived is no JSON.
/// </summary>
internal sealed class RecordAnswer(GetAuctionRecord.Held held, Caller caller, ILogStore store, EventProofs proofs) : IResult
{
    private const int Page = 1000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // One buffer for all pages: so many small pieces would cost more in the response's own.
        var (output, body, cancel) = (new ArrayBufferWriter<byte>(), httpContext.Response.Body, httpContext.RequestAborted);
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var (before, after) = Frame();
        output.Write(before.Span);
        var first = true;
        await foreach (var page in PagesAsync(cancel))
        {
            var answer = await proofs.PathsAsync(caller, [.. page.Select(e => e.Position)], held.Size, cancel);
            if (answer.Refusal is { } refusal) throw new InvalidOperationException($"The record breaks off: {refusal.Code}.");
            for (var i = 0; i < page.Count; i++)
            {
                if (!first) output.Write(","u8);
                first = false;
                Write(page[i], answer.Value!.Paths[i], output);
            }
            await body.WriteAsync(output.WrittenMemory, cancel);
            output.ResetWrittenCount();
        }
        await body.WriteAsync(after, cancel);
    }

    /// <summary>What stands before the first event and behind the last.</summary>
    private (ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After) Frame()
    {
        using var json = JsonSerializer.SerializeToDocument(held.Frame, Json.Options);
        var bytes = CanonicalJson.Write(json.RootElement);
        var at = bytes.AsSpan().IndexOf("\"events\":["u8) + "\"events\":["u8.Length;
        return (bytes.AsMemory(0, at), bytes.AsMemory(at));
    }

    /// <summary>One <see cref="GetAuctionRecord.RecordedEvent"/>, its members in their canonical order.</summary>
    private static void Write(StoredEvent e, IReadOnlyList<byte[]> path, IBufferWriter<byte> output)
    {
        output.Write("{\"event\":{\"actorHash\":"u8);
        CanonicalJson.Bytes(e.ActorHash, output);
        output.Write(",\"at\":"u8);
        CanonicalJson.Text(Encoding.UTF8.GetBytes(new Instant(e.At).ToString()), output);
        output.Write(",\"data\":"u8);
        CanonicalJson.Text(e.Data, output);
        output.Write(",\"position\":"u8);
        CanonicalJson.Number(e.Position, output);
        output.Write(",\"salt\":"u8);
        CanonicalJson.Bytes(e.Salt.AsSpan(0, 16), output);
        output.Write(",\"stream\":"u8);
        CanonicalJson.Text(Encoding.UTF8.GetBytes(e.Stream), output);
        output.Write(",\"type\":"u8);
        CanonicalJson.Text(Encoding.UTF8.GetBytes($"{e.Type}.{e.TypeVersion}"), output);
        output.Write(",\"version\":"u8);
        CanonicalJson.Number(e.Version, output);
        output.Write("},\"path\":["u8);
        for (var i = 0; i < path.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            CanonicalJson.Bytes(path[i], output);
        }
        output.Write("]}"u8);
    }

    /// <summary>The events of all parts in the order of the log.</summary>
    private async IAsyncEnumerable<List<StoredEvent>> PagesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var left = held.Parts.Select(part => (Part: part, Events: new Queue<StoredEvent>())).ToArray();
        var page = new List<StoredEvent>(Page);
        while (true)
        {
            Queue<StoredEvent>? next = null;
            for (var i = 0; i < left.Length; i++)
            {
                var (part, events) = left[i];
                if (events.Count == 0 && part.After < part.Until)
                {
                    foreach (var e in await store.ReadStreamAsync(part.Stream, part.After, (int)Math.Min(Page, part.Until - part.After), cancel)) events.Enqueue(e);
                    left[i] = (part with { After = part.After + events.Count }, events);
                }
                if (events.Count > 0 && (next is null || events.Peek().Position < next.Peek().Position)) next = events;
            }
            if (next is not null) page.Add(next.Dequeue());
            if (page.Count == Page || (next is null && page.Count > 0))
            {
                yield return page;
                page.Clear();
            }
            if (next is null) yield break;
        }
    }
}
