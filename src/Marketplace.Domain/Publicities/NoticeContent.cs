using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Organizations;

namespace Marketplace.Domain.Publicities;

/// <summary>What the seller states of an intended price.</summary>
/// <param name="PricingBasis">定价依据, say the report of a valuation.</param>
/// <param name="Buyer">Id of the buyer, if one is known.</param>
/// <param name="Relation">Stated whether or not the buyer is on the market.</param>
/// <param name="RelationStatement">Needed where there is a relation.</param>
/// <param name="Places">公示地点: where the notice hangs beside this market, the unit's own place first.</param>
public sealed record NoticeTerms(Money Price, string PricingBasis, string? Buyer, BuyerRelation Relation, string? RelationStatement, ImmutableArray<string> Places);

/// <summary>What everybody reads (浙江省促进科技成果转化条例 art. 17: name, summary, transfer mode, intended price).</summary>
/// <remarks>Part of <see cref="NoticePosted"/> and <see cref="NoticeRevised"/>, so its shape is frozen with them.</remarks>
public sealed record NoticeContent(
    string Achievement,
    string Title,
    string? Summary,
    TransferMode TransferMode,
    Money Price,
    string PricingBasis,
    string? Buyer,
    BuyerRelation Relation,
    string? RelationStatement,
    ImmutableArray<string> Places)
{
    /// <summary>Whether the notice says that the buyer is a completer or related.</summary>
    public bool IsMarked() => Relation is not BuyerRelation.None;

    /// <summary>SHA-256 over the content's UTF-8 JSON as events have it: 64 lower-case hexadecimal digits. Another hash is another notice.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, EventCatalogue.Json)));

    internal static NoticeContent From(NoticeTerms terms, string achievementId, Achievement achievement, TransferMode mode) => new(
        achievementId, achievement.Content.TitleZh ?? "", achievement.Content.SummaryZh, mode, terms.Price, terms.PricingBasis, terms.Buyer,
        terms.Relation, terms.RelationStatement, terms.Places);

    /// <summary>
    /// Whether the achievement's own record shows a relation of the buyer: it is a co-owner, the client of the commission, or a
    /// completer worked there.
    /// </summary>
    public static bool RelatedOnRecord(Achievement achievement, string buyerId, Organization buyer)
    {
        var content = achievement.Content;
        return content.CoOwners.Any(owner => owner.Organization == buyerId) || content.Client?.Organization == buyerId
            || content.Completers.Any(completer => completer.Organization is { } worked && (worked == buyer.NameZh || worked == buyer.NameEn));
    }
}
