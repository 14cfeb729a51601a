using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>Releases in which something was changed at random.</summary>
internal static class ChangedReleases
{
    /// <summary>One byte; none when it says the same as before, or is no JSON any more.</summary>
    public static (string What, JsonNode? Release) OneByte(byte[] body, Random random) => ChangedRecords.OneByte(body, random);

    /// <summary>A member is dropped, an item is dropped or doubled, or two of them change places; none where nothing was done.</summary>
    public static (string What, JsonNode? Release) Member(string body, Random random)
    {
        var release = JsonNode.Parse(body)!;
        List<JsonNode> nodes = [.. Below(release).Where(node => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })];
        switch (nodes[random.Next(nodes.Count)])
        {
            case JsonObject members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                // A copy from before the next vintage has none, and is as true.
                if (name == "supersededBy") return ("nothing", null);
                members.Remove(name);
                return ($"dropped {members.GetPath()}.{name}", release);
            case JsonArray items:
                var (one, other) = (random.Next(items.Count), random.Next(items.Count));
                switch (random.Next(3))
                {
                    case 0:
                        items.RemoveAt(one);
                        return ($"dropped {items.GetPath()}[{one}]", release);
                    case 1:
                        items.Insert(other, items[one]!.DeepClone());
                        return ($"doubled {items.GetPath()}[{one}]", release);
                    default:
                        if (JsonNode.DeepEquals(items[one], items[other])) return ("nothing", null);
                        var (a, b) = (items[one]!.DeepClone(), items[other]!.DeepClone());
                        (items[one], items[other]) = (b, a);
                        return ($"swapped {items.GetPath()}[{one}] and [{other}]", release);
                }
            default:
                throw new JsonException("A node is an object or an array here.");
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value!)).Prepend(node),
        JsonArray items => items.SelectMany(item => Below(item!)).Prepend(node),
        _ => [],
    };
}
