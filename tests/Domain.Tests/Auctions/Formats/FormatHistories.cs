using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Domain.Auctions;

namespace Marketplace.Domain.Tests.Auctions.Formats;

/// <summary>Where in time an act falls: relative to what falls due next, since the moments around it are the ones that matter.</summary>
public enum When { Later, BeforeDue, AtDue, AfterDue }

/// <summary>What is offered, relative to the least that counts or the price that stands.</summary>
public enum Amount { Least, OneFenLess, OneFenMore, StepsMore, SameAsLeading, Nothing, TooMuch, StartAndSteps }

/// <summary>What is done: a bid, or the market stops the bidding or lets it go on.</summary>
public enum Deed { Bid, Rest, Resume }

/// <summary>One act, and whether the marketplace gets round to its due work just before.</summary>
/// <param name="Form">How it bids; absent for the form that the stage is for.</param>
public sealed record Act(When When, int Milliseconds, int Bidder, BidForm? Form, Amount Amount, int Extra, bool DueWorkFirst, Deed Deed);

/// <param name="Told">Whether somebody with a priority was told, so that there is a time for priorities at the end.</param>
public sealed record Play(int Variant, int? ReserveSteps, bool Bounded, bool WholeSteps, bool Told, ImmutableArray<Act> Acts)
{
    public override string ToString() => $"variant {Variant}, reserve {ReserveSteps}, bounded {Bounded}, whole steps {WholeSteps}, told {Told}\n{string.Join('\n', Acts)}";
}

public static class Plays
{
    private static readonly Gen<Act> Acts =
        from when in Gen.Frequency((30, Gen.Constant(When.Later)), (2, Gen.Constant(When.BeforeDue)), (3, Gen.Constant(When.AtDue)), (2, Gen.Constant(When.AfterDue)))
        from milliseconds in Gen.Frequency((2, Gen.Constant(0)), (4, Gen.Choose(1, 5_000)), (2, Gen.Choose(5_000, 200_000)))
        from bidder in Gen.Choose(1, 4)
        from form in Gen.Frequency((12, Gen.Constant<BidForm?>(null)), (1, Gen.Elements<BidForm?>(BidForm.Open, BidForm.Acceptance, BidForm.Sealed, BidForm.Reveal, BidForm.Priority)))
        from amount in Gen.Frequency(
            (8, Gen.Constant(Amount.Least)), (5, Gen.Constant(Amount.StepsMore)), (5, Gen.Constant(Amount.StartAndSteps)),
            (1, Gen.Elements(Amount.OneFenLess, Amount.OneFenMore, Amount.SameAsLeading, Amount.Nothing, Amount.TooMuch)))
        from extra in Gen.Choose(0, 40)
        from work in Gen.Elements(true, false)
        from deed in Gen.Frequency((24, Gen.Constant(Deed.Bid)), (1, Gen.Constant(Deed.Rest)), (2, Gen.Constant(Deed.Resume)))
        select new Act(when, milliseconds, bidder, form, amount, extra, work, deed);

    /// <summary>For <c>[Property(Arbitrary = …)]</c>; a failing play is cut to the acts that matter.</summary>
    public static Arbitrary<Play> Any() => Arb.From(
        from variant in Gen.Choose(0, 3)
        from reserve in Gen.Elements<int?>(null, null, 0, 4)
        from bounded in Gen.Elements(true, false)
        from whole in Gen.Elements(true, false)
        from told in Gen.Elements(true, false)
        from size in Gen.Choose(0, 50)
        from acts in Acts.ArrayOf(size)
        select new Play(variant, reserve, bounded, whole, told, [.. acts]),
        Shorter);

    private static IEnumerable<Play> Shorter(Play play)
    {
        var all = play.Acts;
        if (all.Length > 1)
        {
            yield return play with { Acts = all[..(all.Length / 2)] };
            yield return play with { Acts = all[(all.Length / 2)..] };
        }
        for (var i = 0; i < all.Length; i++) yield return play with { Acts = all.RemoveAt(i) };
    }
}

/// <summary>A sample of 400 histories, or what <c>MARKETPLACE_HISTORIES</c> says; the seed is printed with what fails.</summary>
public sealed class HistoriesAttribute : PropertyAttribute
{
    public HistoriesAttribute()
    {
        MaxTest = int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_HISTORIES"), CultureInfo.InvariantCulture, out var runs) ? runs : 400;
        Arbitrary = [typeof(Plays)];
    }
}
