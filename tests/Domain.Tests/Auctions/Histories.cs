using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Marketplace.Domain.Tests.Auctions;

/// <summary>Where in time a bid falls; relative to the end as it stands, since the moments around it are the ones that matter.</summary>
public enum Moment { Later, BeforeOpening, AtOpening, BeforeWindow, AtWindow, InWindow, BeforeEnd, AtEnd, AfterEnd }

/// <summary>What a bid offers; relative to the least that counts as it stands.</summary>
public enum Offer { Least, OneFenLess, OneFenMore, StepsMore, SameAsLeading, Nothing, Negative, TooMuch, Anything }

/// <summary>One bid, and whether the marketplace gets round to its due work just before.</summary>
public sealed record Attempt(Moment Moment, int Milliseconds, int Bidder, Offer Offer, int Extra, bool DueWorkFirst);

public sealed record Setting(int WindowSeconds, int? BoundSeconds, bool WholeSteps, bool OneIsEnough, int Ladder, int? ReserveSteps);

public sealed record History(Setting Setting, ImmutableArray<Attempt> Attempts)
{
    public override string ToString() => $"{Setting}\n{string.Join('\n', Attempts)}";
}

public static class Histories
{
    private static readonly Gen<Setting> Settings =
        from window in Gen.Elements(0, 1, 60, 300)
        from bound in Gen.Elements<int?>(null, null, 0, 120, 900)
        from whole in Gen.Elements(true, false)
        from one in Gen.Elements(true, true, false)
        from ladder in Gen.Choose(0, 2)
        from reserve in Gen.Elements<int?>(null, null, 0, 3, 10)
        select new Setting(window, bound, whole, one, ladder, reserve);

    private static readonly Gen<Attempt> Attempts =
        from moment in Gen.Frequency(
            (80, Gen.Constant(Moment.Later)), (1, Gen.Constant(Moment.BeforeOpening)), (1, Gen.Constant(Moment.AtOpening)),
            (1, Gen.Constant(Moment.BeforeWindow)), (1, Gen.Constant(Moment.AtWindow)), (3, Gen.Constant(Moment.InWindow)),
            (1, Gen.Constant(Moment.BeforeEnd)), (1, Gen.Elements(Moment.AtEnd, Moment.AfterEnd)))
        from milliseconds in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 5_000)), (1, Gen.Choose(5_000, 400_000)))
        from bidder in Gen.Frequency((4, Gen.Choose(0, 3)), (1, Gen.Choose(4, 8)))
        from offer in Gen.Frequency(
            (10, Gen.Constant(Offer.Least)), (6, Gen.Constant(Offer.StepsMore)), (3, Gen.Constant(Offer.OneFenMore)),
            (2, Gen.Constant(Offer.OneFenLess)), (1, Gen.Elements(Offer.SameAsLeading, Offer.Nothing, Offer.Negative, Offer.TooMuch)),
            (2, Gen.Constant(Offer.Anything)))
        from extra in Gen.Choose(0, 1_000)
        from work in Gen.Elements(true, false)
        select new Attempt(moment, milliseconds, bidder, offer, extra, work);

    /// <summary>For <c>[Property(Arbitrary = …)]</c>; a failing history is cut to the bids that matter.</summary>
    public static Arbitrary<History> Any() => Arb.From(
        from setting in Settings
        from size in Gen.Choose(0, 60)
        from attempts in Attempts.ArrayOf(size)
        select new History(setting, [.. attempts]),
        Shorter);

    private static IEnumerable<History> Shorter(History history)
    {
        var all = history.Attempts;
        if (all.Length > 1)
        {
            yield return history with { Attempts = all[..(all.Length / 2)] };
            yield return history with { Attempts = all[(all.Length / 2)..] };
        }
        for (var i = 0; i < all.Length; i++) yield return history with { Attempts = all.RemoveAt(i) };
    }
}
