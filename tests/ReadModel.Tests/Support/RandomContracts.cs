using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;

namespace Marketplace.ReadModel.Tests;

/// <summary>Registered contracts from all over the country, with amounts from one fen up, the same for the same seed.</summary>
sealed class RandomContracts(int seed)
{
    // With places abroad, in Hong Kong and Taiwan, counties whose code has gone, cities and whole provinces.
    public static readonly ImmutableArray<string> Places =
        ["330106", "330103", "330100", "330203", "330000", "110108", "110000", "210102", "429004", "659001", "710000", "810000", "hmt", "other"];

    private readonly Random random = new(seed);

    public IEnumerable<ContractRegistered> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var subtype = Any<ContractSubtype>();
            var turnover = random.NextInt64(1, random.Next(3) == 0 ? 100_0000_0000_00 : 100_00);
            var amount = random.NextInt64(0, turnover + 1);
            yield return Story.KilnRegistration with
            {
                Number = $"{i:0000000000000000}",
                RegisteredOn = new DateOnly(2026, 6, 28).AddDays(random.Next(70)),
                OfficeRegion = Place(),
                SellerRegion = Place(),
                BuyerRegion = Place(),
                Type = subtype.MainType(),
                Subtype = subtype,
                Field = Any<TechnicalField>(),
                IpTypes = Rights(),
                Turnover = new Money(turnover),
                TechnologyAmount = new Money(amount),
                TechnologyIncome = new Money(random.NextInt64(0, amount + 1)),
                SellerKind = Any<PartyKind>(),
                BuyerKind = Any<PartyKind>(),
            };
        }
    }

    /// <summary>The same as <see cref="Take"/>, as they come from another register.</summary>
    public IEnumerable<ContractImported> TakeOver(int count) => Take(count).Select(c => new ContractImported(
        "北京技术市场", random.Next(2) == 0, c.Number, c.RegisteredOn, c.OfficeRegion, c.Type, c.Subtype, c.Field, c.IpTypes, c.Turnover, c.TechnologyAmount, c.TechnologyIncome,
        c.PlanSource, c.SocialEconomicGoal, c.SellerKind, c.SellerRegion, c.BuyerKind, c.BuyerRegion));

    private ImmutableArray<IpType> Rights() => random.Next(4) switch
    {
        0 => [IpType.None],
        1 => [IpType.InventionPatent, IpType.SoftwareCopyright],
        _ => [(IpType)random.Next((int)IpType.None)],
    };

    public string Place() => Places[random.Next(Places.Length)];

    private T Any<T>() where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return all[random.Next(all.Length)];
    }
}
