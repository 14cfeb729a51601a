using System.Collections.Immutable;
using System.Globalization;
using Marketplace.Domain;

namespace Marketplace.Api.Seeding;

/// <summary>How many contracts a place has, and for how much.</summary>
internal readonly record struct Margin(long Contracts, Money Turnover);

/// <summary>
/// One year of the published table: what each place sold and what it bought, with 其他 for what the nation has beyond its
/// provinces. Both sides add up to the same nation.
/// </summary>
/// <param name="Places">The 31 provinces in order, then 其他.</param>
internal sealed record PublishedYear(int Year, ImmutableArray<string> Places, ImmutableArray<Margin> Output, ImmutableArray<Margin> Absorption)
{
    private const string Nation = "national";

    /// <summary>Every year of the table, the earliest first.</summary>
    public static ImmutableArray<PublishedYear> All { get; } = Load();

    public long Contracts => Output.Sum(margin => margin.Contracts);

    public Money Turnover => new(Output.Sum(margin => margin.Turnover.Fen));

    /// <summary>
    /// The same year at one contract in so many, counts and amounts both: rounded by largest remainders (Hamilton), so that
    /// places add up to the nation; who has any contract keeps one.
    /// </summary>
    public PublishedYear OneIn(int many)
    {
        if (many == 1) return this;
        var (contracts, fen) = (Contracts / many, Turnover.Fen / many);
        return this with { Output = Shrink(Output, contracts, fen), Absorption = Shrink(Absorption, contracts, fen) };
    }

    private static ImmutableArray<Margin> Shrink(ImmutableArray<Margin> margins, long contracts, long fen)
    {
        var counts = Apportion([.. margins.Select(margin => margin.Contracts)], contracts, least: 1);
        var amounts = Apportion([.. margins.Select(margin => margin.Turnover.Fen)], fen, least: 0);
        return [.. counts.Zip(amounts, (count, amount) => new Margin(count, new Money(amount)))];
    }

    /// <summary>Whole shares of the total in proportion to the parts; a part above zero gets the least at any rate.</summary>
    private static long[] Apportion(long[] parts, long total, long least)
    {
        var sum = parts.Sum();
        if (sum == 0) return parts;
        var shares = Array.ConvertAll(parts, part => part == 0 ? 0 : Math.Max(least, (long)((Int128)part * total / sum)));
        int[] byRemainder = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] > 0).OrderByDescending(i => (Int128)parts[i] * total - (Int128)shares[i] * sum)];
        var left = total - shares.Sum();
        for (var i = 0; left > 0; i++, left--) shares[byRemainder[i % byRemainder.Length]]++;
        while (left < 0)
        {
            shares[Array.IndexOf(shares, shares.Max())]--;
            left++;
        }
        return shares;
    }

    private static ImmutableArray<PublishedYear> Load()
    {
        using var stream = typeof(PublishedYear).Assembly.GetManifestResourceStream("seed/technology-market.csv")!;
        using var reader = new StreamReader(stream);
        var cells = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToDictionary(
            row => (Year: int.Parse(row[0], CultureInfo.InvariantCulture), Base: row[1], Region: row[2]),
            row => new Margin(long.Parse(row[3], CultureInfo.InvariantCulture), WanYuan(row[4])));
        return [.. cells.Keys.Select(key => key.Year).Distinct().Order().Select(year => Read(year, cells))];
    }

    private static PublishedYear Read(int year, Dictionary<(int, string, string), Margin> cells)
    {
        string[] provinces = [.. Regions.ReportRows.Where(row => row is not (Regions.HongKongMacaoTaiwan or Regions.Other))];
        ImmutableArray<Margin> Provinces(string by) => [.. provinces.Select(province => cells.GetValueOrDefault((year, by, province)))];
        var (output, absorption) = (Provinces("output"), Provinces("absorption"));
        var (sold, bought) = (cells[(year, "output", Nation)], cells[(year, "absorption", Nation)]);
        // Some tables print the nation with fewer decimals on one side: the finer figure is the nation's, as both round to the same.
        var turnover = Math.Max(Finer(sold, bought), Math.Max(Sum(output), Sum(absorption)));
        Margin Rest(ImmutableArray<Margin> known) => sold.Contracts == known.Sum(m => m.Contracts)
            ? default
            : new(sold.Contracts - known.Sum(m => m.Contracts), new Money(turnover - Sum(known)));
        return new PublishedYear(year, [.. provinces, Regions.Other], [.. output, Rest(output)], [.. absorption, Rest(absorption)]);
    }

    private static long Sum(ImmutableArray<Margin> margins) => margins.Sum(margin => margin.Turnover.Fen);

    private static long Finer(Margin a, Margin b) => a.Turnover.Fen % Money.WanYuan(1).Fen == 0 ? b.Turnover.Fen : a.Turnover.Fen;

    /// <summary>万元 with decimals to whole fen; what is finer than a fen (one cell of 2018) is rounded.</summary>
    private static Money WanYuan(string text) => new((long)decimal.Round(decimal.Parse(text, CultureInfo.InvariantCulture) * 1_000_000));
}
