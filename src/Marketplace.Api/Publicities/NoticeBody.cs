using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Marketplace.Domain.Publicities;

namespace Marketplace.Api.Publicities;

/// <summary>What the seller makes public; name, summary and transfer mode come from the achievement and the listing.</summary>
/// <param name="Price">拟交易价格.</param>
/// <param name="PricingBasis">定价依据, say the report of a valuation.</param>
/// <param name="Places">公示地点: where it hangs beside this market, the unit's own place first.</param>
/// <param name="Buyer">Id of the buyer, if one is known; then the notice covers no other.</param>
/// <param name="Relation">What the buyer is to those who made the achievement; a completer or a related one must be marked.</param>
/// <param name="RelationStatement">Needed where there is a relation.</param>
/// <param name="OnBehalfOf">Id of the organization for which the caller acts by a mandate with the scope listings.</param>
public sealed record NoticeBody(
    Money Price, string PricingBasis, ImmutableArray<string> Places, string? Buyer = null, BuyerRelation Relation = BuyerRelation.None,
    string? RelationStatement = null, string? OnBehalfOf = null)
{
    internal NoticeTerms ToTerms() => new(Price, PricingBasis, Buyer, Relation, RelationStatement, Places);
}

internal sealed class NoticeBodyValidator : AbstractValidator<NoticeBody>
{
    private const int MostPlaces = 10;

    public NoticeBodyValidator()
    {
        RuleFor(n => n.Price).Positive();
        RuleFor(n => n.PricingBasis).Text(2000);
        RuleFor(n => n.Places).Must(places => !places.IsDefault && places.Length is >= 1 and <= MostPlaces).Says($"1 to {MostPlaces} places are expected.", $"应填写1至{MostPlaces}处公示地点。");
        RuleForEach(n => n.Places).NotNull().Says("A value is expected.", "此处须有值。").Text(200).When(n => !n.Places.IsDefault);
        RuleFor(n => n.Buyer).Id(Ids.Organization);
        RuleFor(n => n.RelationStatement).Text(2000);
        RuleFor(n => n.OnBehalfOf).Id(Ids.Organization);
    }
}
