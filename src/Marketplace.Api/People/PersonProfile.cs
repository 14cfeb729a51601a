using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;

namespace Marketplace.Api.People;

/// <summary>
/// What is personal about a person; in the log only as <see cref="Sealed"/>. Its bytes are read for as long as the log lives,
/// so they have the form of events, which takes absent and unknown members as they come.
/// </summary>
public sealed record PersonProfile(string Name, string? Email = null, string? Phone = null)
{
    internal Sealed SealFor(string person, Seals seals) => seals.Seal(person, JsonSerializer.Serialize(this, EventCatalogue.Json));

    /// <summary>Null once the person is erased.</summary>
    internal static PersonProfile? Read(Sealed? profile, Seals seals) =>
        seals.Read(profile) is { } text ? JsonSerializer.Deserialize<PersonProfile>(text, EventCatalogue.Json) : null;
}
