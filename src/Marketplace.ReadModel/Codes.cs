using System.Collections.Concurrent;
using System.Text.Json;

namespace Marketplace.ReadModel;

/// <summary>The wire code of an enumeration's member: its name in snake_case, as in the events and the code lists.</summary>
internal static class Codes
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum member) => Known.GetOrAdd(member, static m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.ToString()));

    public static string[] Of<T>(IReadOnlyList<T> members) where T : struct, Enum => [.. members.Select(m => Of(m))];
}
