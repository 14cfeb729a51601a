using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Slices.Tests.Verify;

/// <summary>Records in which something was changed at random.</summary>
internal static class ChangedRecords
{
    /// <summary>1,000, or what <c>MARKETPLACE_CHANGED_RECORDS</c> says.</summary>
    public static int Runs => int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_CHANGED_RECORDS"), CultureInfo.InvariantCulture, out var runs) ? runs : 1_000;

    /// <summary>What was done, and the record after it; none when it says the same as before, or is no JSON any more.</summary>
    public static (string What, JsonNode? Record) Change(byte[] body, Random random)
    {
        var record = JsonNode.Parse(body)!;
        var events = record["events"]!.AsArray();
        switch (random.Next(4))
        {
            case 0:
                var at = random.Next(events.Count);
                events.RemoveAt(at);
                return ($"dropped event {at}", record);
            case 1:
                var (a, b) = (random.Next(events.Count), random.Next(events.Count));
                if (a == b) return ("nothing", null);
                var (first, second) = (events[a]!.DeepClone(), events[b]!.DeepClone());
                (events[a], events[b]) = (second, first);
                return ($"swapped events {a} and {b}", record);
            case 2:
                var (from, to) = (random.Next(events.Count), random.Next(events.Count));
                events.Insert(to, events[from]!.DeepClone());
                return ($"doubled event {from} at {to}", record);
            default:
                return OneByte(body, random);
        }
    }

    /// <summary>Another byte at a random place.</summary>
    public static (string What, JsonNode? Record) OneByte(byte[] body, Random random)
    {
        var changed = body.ToArray();
        var at = random.Next(changed.Length);
        changed[at] = (byte)random.Next(0x20, 0x7F);
        try
        {
            var record = JsonNode.Parse(changed);
            // Another spelling of the same value is the same record.
            return ($"byte {at} of {Encoding.UTF8.GetString(changed, Math.Max(0, at - 20), Math.Min(40, changed.Length - Math.Max(0, at - 20)))}",
                record is null || JsonNode.DeepEquals(record, JsonNode.Parse(body)) ? null : record);
        }
        catch (JsonException)
        {
            return ("no JSON", null);
        }
    }
}
