using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Listings;

namespace Marketplace.Domain.Deals;

/// <summary>What one side offers: a business secret, so events hold it sealed (促进科技成果转化法 art. 11, 30).</summary>
/// <param name="TransferMode">Absent where a demand is answered by work rather than by a right.</param>
/// <param name="LicenceScope">With a licence, and only there.</param>
/// <param name="ContractType">On a demand without a transfer mode: what is to be done.</param>
/// <param name="Terms">In the offerer's words.</param>
public sealed record OfferContent(
    Money Price, TransferMode? TransferMode, LicenceScope? LicenceScope, ContractType? ContractType, PaymentMethod? PaymentMethod, string? Terms)
{
    /// <summary>The text that is sealed.</summary>
    public string Write() => JsonSerializer.Serialize(this, EventCatalogue.Json);

    /// <summary>What was sealed. Other bytes than those are our bug and throw.</summary>
    /// <param name="plaintext">The text in UTF-8 with its random end of 16 bytes.</param>
    public static OfferContent Open(Sealed content, byte[] plaintext)
    {
        if (!SHA256.HashData(plaintext).AsSpan().SequenceEqual(content.Commitment)) throw new InvalidOperationException($"An offer of {content.Subject} was opened to something else than was sealed.");
        return JsonSerializer.Deserialize<OfferContent>(Encoding.UTF8.GetString(plaintext.AsSpan(0, plaintext.Length - 16)), EventCatalogue.Json)!;
    }

    /// <summary>What is wrong with it for a deal on the listing; absent when nothing is.</summary>
    internal Refusal? Fault(Listing listing)
    {
        if (TransferMode != listing.TransferMode) return OfferRefusals.ModeDiffers.With(("mode", listing.TransferMode)).At("/transferMode");
        if (ContractType is not null) return OfferRefusals.TypeNotAsked.With().At("/contractType");
        if (listing is { PriceMethod: PriceMethod.Listing, AskPrice: { } ask } && Price != ask) return OfferRefusals.PriceFixed.With(("price", ask)).At("/price");
        return ScopeFault();
    }

    /// <summary>What is wrong with it for a deal on a demand; absent when nothing is.</summary>
    internal Refusal? FaultOnDemand()
    {
        if (TransferMode is null == ContractType is null) return OfferRefusals.TypeMissing.With().At("/contractType");
        return ScopeFault();
    }

    private Refusal? ScopeFault() =>
        TransferMode is Achievements.TransferMode.Licence == LicenceScope is null ? OfferRefusals.ScopeMissing.With().At("/licenceScope") : null;
}
