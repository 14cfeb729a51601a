using System.Text.Json;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;

namespace Marketplace.Api.People;

/// <summary>What is personal about a person; in the log only as <see cref="Sealed"/>.</summary>
public sealed record PersonProfile(string Name, string? Email, string? Phone)
{
    internal Sealed SealFor(string person, Seals seals) => seals.Seal(person, JsonSerializer.Serialize(this, Json.Options));

    /// <summary>Null once the person is erased.</summary>
    internal static PersonProfile? Read(Sealed? profile, Seals seals) =>
        seals.Read(profile) is { } text ? JsonSerializer.Deserialize<PersonProfile>(text, Json.Options) : null;
}
