using System.Collections.Immutable;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;

namespace Marketplace.Api.Seeding;

/// <summary>
/// Contracts invented so that their sums are a published year's: a matrix of counts and one of amounts, both with the published
/// output as row sums and absorption as column sums, cut into months and into contracts. The same contracts each time.
/// </summary>
internal sealed class GeneratedYear
{
    /// <summary>Of the register's points; the real ones count from 01, so a generated number is recognised and stands in nobody's way.</summary>
    private const string Point = "99";

    /// <summary>100 yuan: no contract is for nothing.</summary>
    private static readonly Money Least = Money.Yuan(100);

    /// <summary>How much likelier a place is to sell to itself than its size says; then about six contracts in ten stay at home.</summary>
    private const double AtHome = 30;

    /// <summary>Of the year's contracts, in per cent: the last month of the year is the fullest.</summary>
    private static readonly int[] Months = [6, 5, 8, 7, 7, 9, 7, 7, 9, 8, 10, 17];

    private readonly PublishedYear published;
    private readonly string source;
    private readonly int places;
    private readonly long[,] counts, amounts;

    public GeneratedYear(PublishedYear published, string source)
    {
        (this.published, this.source, places) = (published, source, published.Places.Length);
        // Nobody here registers what goes from abroad to abroad.
        var prior = new double[places, places];
        Each((i, j) => prior[i, j] = published.Places[i] == Regions.Other && published.Places[j] == Regions.Other
            ? 0 : (i == j ? AtHome : 1.0) * published.Output[i].Contracts * published.Absorption[j].Contracts);
        // Everybody buys something from the largest seller and sells something to the largest buyer: in a small sample a place could
        // otherwise have to buy for more than those who sell to it have.
        var (largestSeller, largestBuyer) = (Largest(published.Output), Largest(published.Absorption));
        counts = FlowMatrix.Fill(Each(published.Output, m => m.Contracts), Each(published.Absorption, m => m.Contracts), prior, (i, j) =>
            (i == largestSeller && published.Absorption[j].Contracts > 0) || (j == largestBuyer && published.Output[i].Contracts > 0) ? 1 : 0);
        var shape = new double[places, places];
        Each((i, j) => shape[i, j] = counts[i, j]);
        amounts = FlowMatrix.Fill(Each(published.Output, m => m.Turnover.Fen), Each(published.Absorption, m => m.Turnover.Fen), shape, (i, j) => counts[i, j] * Least.Fen);
    }

    public long Contracts => published.Contracts;

    /// <summary>Contracts from one place to another.</summary>
    public long CountOf(int seller, int buyer) => counts[seller, buyer];

    public Money AmountOf(int seller, int buyer) => new(amounts[seller, buyer]);

    /// <summary>Month by month, seller by seller, day by day: so an office's numbers rise with the days, and few sums are touched at a time.</summary>
    public IEnumerable<ContractImported> All()
    {
        var serials = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var month = 1; month <= 12; month++)
            for (var seller = 0; seller < places; seller++)
            {
                var random = new SplitMix(published.Year, month, seller);
                var deals = Deals(seller, month, random);
                random.Shuffle(deals);
                for (var i = 0; i < deals.Length; i++)
                {
                    var (buyer, turnover) = deals[i];
                    var day = 1 + (int)((long)i * DateTime.DaysInMonth(published.Year, month) / deals.Length);
                    yield return Make(new DateOnly(published.Year, month, day), published.Places[seller], published.Places[buyer], turnover, serials, random);
                }
            }
    }

    private (int Buyer, Money Turnover)[] Deals(int seller, int month, SplitMix random)
    {
        var deals = new List<(int, Money)>();
        for (var buyer = 0; buyer < places; buyer++)
        {
            var all = counts[seller, buyer];
            var (first, end) = (UpTo(month - 1, seller, buyer), UpTo(month, seller, buyer));
            if (end == first) continue;
            // What the contracts are for beyond the least: the month's share of the cell, told apart by random weights. Both cut a whole
            // by running sums, so that no fen is lost.
            var beyond = amounts[seller, buyer] - all * Least.Fen;
            var share = (long)((Int128)beyond * end / all) - (long)((Int128)beyond * first / all);
            var weights = new long[end - first];
            for (var i = 0; i < weights.Length; i++) weights[i] = Heavy(random);
            var (total, running, given) = (weights.Sum(), 0L, 0L);
            foreach (var weight in weights)
            {
                running += weight;
                var upTo = (long)((Int128)share * running / total);
                deals.Add((buyer, Least + new Money(upTo - given)));
                given = upTo;
            }
        }
        return [.. deals];
    }

    /// <summary>How many of a cell's contracts lie in the months up to this one. Cells begin at different places between whole numbers, or all that hold one contract would have it in the same month.</summary>
    private long UpTo(int month, int seller, int buyer)
    {
        var all = counts[seller, buyer];
        var sum = Months.AsSpan(0, month).ToArray().Sum();
        return (all * sum + new SplitMix(published.Year, seller, buyer).Below(100)) / 100;
    }

    /// <summary>Many small ones and few large ones (Pareto, cut off at a thousand times the smallest), in whole numbers because these are the same everywhere.</summary>
    private static long Heavy(SplitMix random) => (1L << 30) / (random.Below(1 << 20) + (1 << 10));

    private ContractImported Make(DateOnly day, string seller, string buyer, Money turnover, Dictionary<string, int> serials, SplitMix random)
    {
        // Imported technology is registered by the domestic buyer.
        var office = seller == Regions.Other ? buyer : seller;
        var serial = serials[office] = serials.GetValueOrDefault(office) + 1;
        var technology = new Money((long)((Int128)turnover.Fen * (60 + random.Below(41)) / 100));
        var income = new Money((long)((Int128)technology.Fen * (80 + random.Below(21)) / 100));
        var subtype = Splits.Subtype(random);
        return new ContractImported(source, Generated: true, RegistrationNumber.Format(day.Year, office, Point, serial), day, office, subtype.MainType(), subtype,
            Splits.Field(random), Splits.Rights(random), turnover, technology, income, Splits.Plan(random), Splits.Goal(random),
            Splits.Seller(random), seller, Splits.Buyer(random), buyer);
    }

    /// <summary>Of the provinces: 其他 does not trade with itself.</summary>
    private static int Largest(ImmutableArray<Margin> margins) => margins.IndexOf(margins[..^1].MaxBy(margin => margin.Turnover));

    private static long[] Each(IEnumerable<Margin> margins, Func<Margin, long> take) => [.. margins.Select(take)];

    private void Each(Action<int, int> cell)
    {
        for (var i = 0; i < places; i++)
            for (var j = 0; j < places; j++) cell(i, j);
    }
}
