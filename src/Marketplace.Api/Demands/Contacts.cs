using System.Text.Json;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Demands;

namespace Marketplace.Api.Demands;

/// <summary>
/// Seals a demand's contact under a key of its own, so that a person can be erased and the demand stays. An unchanged contact
/// keeps its ciphertext, and another person gets another key: a revision adds nothing that an erasure would miss.
/// </summary>
public sealed class Contacts(Market market, Seals seals)
{
    /// <param name="known">The demand's contact as it is; absent for a new demand.</param>
    public DemandContact? Seal(ContactEntry? entry, DemandContact? known)
    {
        if (entry is null) return null;
        if (known is not null && Read(known) == entry) return known;
        var id = market.NewId(Ids.Contact);
        return new DemandContact(id, seals.Seal(id, JsonSerializer.Serialize(entry, EventCatalogue.Json)));
    }

    /// <summary>Absent when there is none or the person's data was erased.</summary>
    public ContactEntry? Read(DemandContact? contact) =>
        seals.Read(contact?.Card) is { } card ? JsonSerializer.Deserialize<ContactEntry>(card, EventCatalogue.Json) : null;
}
