using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Http;
using Marketplace.Api.OAuth;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Releases;
using Marketplace.Api.Tokens;
using Marketplace.Domain;
using Marketplace.Domain.Releases;
using Marketplace.Log;
using Marketplace.Merkle;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>A marketplace that signs whatever it wants to have released: all its proofs are right.</summary>
internal sealed class SignedLog : IDisposable
{
    private readonly SigningKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256), []);
    private readonly List<(StoredEvent Event, ReportReleased Content)> events = [];

    public JsonElement Keys => JsonSerializer.SerializeToElement(new { keys = key.All.Select(each => GetKeys.PublicKey.Of(each.Key, each.Id)) }, Json.Options);

    /// <summary>Appends it; its id.</summary>
    public string Release(ReportReleased content, Instant? at = null)
    {
        var (position, (name, version, data)) = (events.Count + 1, EventCatalogue.Encode(content));
        events.Add((new StoredEvent
        {
            Position = position, Stream = $"rel_{position:x32}", Version = 1, Type = name, TypeVersion = version, At = (at ?? content.ReleasedAt).UnixMilliseconds, Actor = "usr_1@org_1", Salt = new byte[32], Data = data,
        }, content));
        return events[^1].Event.Stream;
    }

    /// <summary>The answers to who reads them, all in one tree.</summary>
    public JsonElement[] Answers()
    {
        var heads = new SignedHeads(key, new ConfigurationBuilder().Build());
        var checkpoint = heads.Sign(new LogCheckpoint(0, events.Count, Proofs.Root(events.Count, Node)), new Instant(events[^1].Event.At));
        return [.. events.Select((each, i) => JsonSerializer.SerializeToElement(ReleaseResource.Of(each.Event, each.Content, events.FirstOrDefault(other => other.Event.Stream == each.Content.Previous).Content, null,
            new EventProof { Event = ProvedEvent.Of(each.Event), Checkpoint = checkpoint, Path = Proofs.Inclusion(i, events.Count, Node) }, new Caller { ArrivedAt = DateTimeOffset.UnixEpoch }), Json.Options))];
    }

    private byte[] Node(int level, long index) => level == 0 ? events[(int)index].Event.LeafHash : SHA256.HashData([1, .. Node(level - 1, 2 * index), .. Node(level - 1, 2 * index + 1)]);

    public void Dispose() => key.Dispose();
}
