namespace Marketplace.Log;

/// <summary>What a stream or a claim may be called, on every engine.</summary>
internal static class LogNames
{
    public const int Longest = 200;

    /// <exception cref="InvalidOperationException">The name is empty, longer than 200 characters, or ends with a blank: SQL Server pads before it compares, and <c>'a'</c> and <c>'a '</c> would be one name.</exception>
    public static string Check(string name) => name is { Length: > 0 and <= Longest } && name[^1] != ' ' ? name
        : throw new InvalidOperationException($"'{name}' is no name for a stream or a claim: it has 1 to {Longest} characters and does not end with a blank.");
}
