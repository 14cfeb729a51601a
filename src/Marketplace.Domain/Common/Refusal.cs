using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Marketplace.Domain;

/// <summary>Why the answer is no, in the terms that decide the HTTP status (api.md, "statuses").</summary>
public enum RefusalKind
{
    /// <summary>400: cannot be read.</summary>
    Unreadable,
    /// <summary>401: not signed in, or not any more.</summary>
    Unauthenticated,
    /// <summary>403: known, but not allowed.</summary>
    Forbidden,
    /// <summary>404: absent, or not the caller's to know.</summary>
    NotFound,
    /// <summary>405: not with this method.</summary>
    MethodNotAllowed,
    /// <summary>409: the state does not allow it now.</summary>
    Conflict,
    /// <summary>412: the version the caller saw is gone.</summary>
    PreconditionFailed,
    /// <summary>413: too large.</summary>
    TooLarge,
    /// <summary>415: not a media type this operation takes.</summary>
    UnsupportedMediaType,
    /// <summary>422: refused however often it is tried.</summary>
    Invalid,
    /// <summary>428: the request must name the version it changes.</summary>
    PreconditionRequired,
    /// <summary>429: too often.</summary>
    TooMany,
    /// <summary>503: not now; try again after the stated seconds.</summary>
    Unavailable,
    /// <summary>500: our bug. Nothing that a client sends may lead here.</summary>
    Failed,
}

/// <summary>
/// One way to be refused: a code that never changes and its text in English and Chinese. The text up to the first full
/// stop is the title; the whole is the detail, with <c>{name}</c> placeholders for the arguments.
/// </summary>
public sealed record RefusalType(string Code, RefusalKind Kind, string En, string Zh)
{
    public Refusal With(params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var list = ImmutableArray.CreateBuilder<RefusalArgument>(arguments.Length);
        foreach (var (name, value) in arguments)
            list.Add(new RefusalArgument(name, Text(value), ListOf(value)));
        return new Refusal(this, list.MoveToImmutable());
    }

    // The reader of a refusal knows the codes of the interface, not the names in this program.
    private static string Text(object value) => value is Enum code
        ? Snake(code.ToString())
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string? ListOf(object value) => value is Enum && Snake(value.GetType().Name) is var list && Codelists.Find(list) is not null ? list : null;

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public static implicit operator Refusal(RefusalType type) => new(type, []);
}

/// <summary>What stands in the text in place of <c>{name}</c>.</summary>
/// <param name="Codelist">The list whose code the value is, so that a reader is told its label too; absent where it is no code.</param>
public readonly record struct RefusalArgument(string Name, string Value, string? Codelist = null);

/// <summary>A refusal is a value, never an exception: what a user can cause is not our bug.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member of the request that is to blame, where there is one.</param>
public sealed record Refusal(RefusalType Type, ImmutableArray<RefusalArgument> Arguments, string? Pointer = null)
{
    public string Code => Type.Code;

    /// <summary>
    /// What is to blame one by one, when there is more than one thing: each with its own code, text and pointer. A form is
    /// refused with everything that is missing in it, not with the first thing found.
    /// </summary>
    public ImmutableArray<Refusal> Details { get; init; } = [];

    public Refusal At(string pointer) => this with { Pointer = pointer };

    public Refusal Because(ImmutableArray<Refusal> details) => this with { Details = details };
}
