using System.Collections.Concurrent;
using System.Text.Json;

namespace Marketplace.Api.Http;

/// <summary>Enumerations on the wire: snake_case codes of the code lists.</summary>
internal static class Codes
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Names.GetOrAdd(value, static v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    public static bool TryParse<TEnum>(string code, out TEnum value) where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
            if (Of(candidate) == code)
            {
                value = candidate;
                return true;
            }
        value = default;
        return false;
    }

    /// <summary>A filter's values: codes with commas between them, which mean "or"; none when there is no filter.</summary>
    public static IReadOnlyList<TEnum> List<TEnum>(string? codes) where TEnum : struct, Enum => [.. Split(codes).Select(Parse<TEnum>)];

    public static IReadOnlyList<string> Split(string? values) => values?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static TEnum Parse<TEnum>(string code) where TEnum : struct, Enum =>
        TryParse<TEnum>(code, out var value) ? value : throw new FormatException($"'{code}' is not a code of {typeof(TEnum).Name}.");
}
