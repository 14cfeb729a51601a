using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Domain;

/// <summary>Lifts the JSON of an event from one version to the next.</summary>
/// <param name="Name">The event's frozen name.</param>
/// <param name="From">The version it lifts from.</param>
public sealed record Upcaster(string Name, int From, Func<JsonObject, JsonObject> Lift);

/// <summary>
/// A set of events between their types and their bytes. What is stored in an old version is lifted one version at a time
/// before it is read, so an upcaster is written once and knows two neighbouring shapes only.
/// </summary>
public sealed class EventCodec
{
    private readonly FrozenDictionary<string, (Type Type, int Version)> byName;
    private readonly FrozenDictionary<Type, EventNameAttribute> byType;
    private readonly FrozenDictionary<(string Name, int From), Func<JsonObject, JsonObject>> upcasters;

    /// <exception cref="InvalidOperationException">
    /// An event has no name, two have the same, a version cannot be lifted to the next, or an upcaster lifts from a version that
    /// there never was. It shows at the start and not when the first old event is read.
    /// </exception>
    public EventCodec(IEnumerable<Type> events, IEnumerable<Upcaster> upcasters)
    {
        byType = events.ToFrozenDictionary(type => type, type => type.GetCustomAttribute<EventNameAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} is an event without a frozen name."));
        if (byType.Values.GroupBy(name => name.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two events are named '{twice.Key}'.");
        byName = byType.ToFrozenDictionary(e => e.Value.Name, e => (e.Key, e.Value.Version));
        this.upcasters = upcasters.ToFrozenDictionary(step => (step.Name, step.From), step => step.Lift);
        var steps = byType.Values.SelectMany(name => Enumerable.Range(1, name.Version - 1).Select(from => (name.Name, from))).ToHashSet();
        foreach (var (name, from) in steps.Except(this.upcasters.Keys)) throw new InvalidOperationException($"Nothing lifts '{name}' from version {from} to {from + 1}.");
        foreach (var (name, from) in this.upcasters.Keys.Except(steps)) throw new InvalidOperationException($"'{name}' is not lifted from version {from}.");
    }

    /// <summary>Every event's name, current version and type.</summary>
    public IEnumerable<(string Name, int Version, Type Type)> All => byType.Select(e => (e.Value.Name, e.Value.Version, e.Key));

    public (string Name, int Version, byte[] Data) Encode(Event e)
    {
        var name = byType[e.GetType()];
        return (name.Name, name.Version, JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), EventCatalogue.Json));
    }

    /// <summary>The event in its current shape; null when this build does not know the name or the version.</summary>
    public Event? Decode(string name, int version, ReadOnlySpan<byte> data)
    {
        if (!byName.TryGetValue(name, out var known) || version < 1 || version > known.Version) return null;
        if (version == known.Version) return (Event?)JsonSerializer.Deserialize(data, known.Type, EventCatalogue.Json);
        var json = JsonNode.Parse(data)!.AsObject();
        for (var from = version; from < known.Version; from++) json = upcasters[(name, from)](json);
        return (Event?)json.Deserialize(known.Type, EventCatalogue.Json);
    }
}
