using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.People;

namespace Marketplace.Api.People;

/// <summary>A person's account, as the person and its administrators see it.</summary>
public sealed record PersonResource
{
    /// <summary>Also the clientId at POST /oauth/token.</summary>
    public required string Id { get; init; }
    /// <summary>The organization that the person acts for.</summary>
    public required string Organization { get; init; }
    public required PersonPhase State { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    /// <summary>Absent once the person is erased.</summary>
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    /// <summary>
    /// Only in the answer to the request that made it. It is stored nowhere, so the answer to a repeated Idempotency-Key lacks
    /// it: whoever missed it makes a new one with RotatePersonSecret.
    /// </summary>
    public string? ClientSecret { get; init; }
    public required long Version { get; init; }

    internal static PersonResource From(Snapshot<Person> person, Seals seals)
    {
        // An erased person's key is destroyed a moment after the event; from the event on nobody is shown anything.
        var profile = person.State.Phase is PersonPhase.Erased ? null : PersonProfile.Read(person.State.Profile, seals);
        return new()
        {
            Id = person.Id,
            Organization = person.State.Organization,
            State = person.State.Phase!.Value,
            Roles = [.. person.State.Roles],
            Name = profile?.Name,
            Email = profile?.Email,
            Phone = profile?.Phone,
            Version = person.Version,
        };
    }
}
