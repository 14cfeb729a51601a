using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Api.Seeding;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;

namespace Marketplace.Slices.Tests.Seeding;

public sealed class GeneratedYearTests
{
    private static readonly PublishedYear Year2023 = PublishedYear.All.Single(year => year.Year == 2023);

    private static IEnumerable<int> Years => PublishedYear.All.Select(year => year.Year);

    /// <summary>The table as it is printed, read apart from the program.</summary>
    private static IEnumerable<(string Base, string Region, long Contracts, decimal WanYuan)> Printed(int year)
    {
        using var stream = typeof(PublishedYear).Assembly.GetManifestResourceStream("seed/technology-market.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            if (line.Split(',') is var cells && cells[0] == $"{year}")
                yield return (cells[1], cells[2], long.Parse(cells[3], CultureInfo.InvariantCulture), decimal.Parse(cells[4], CultureInfo.InvariantCulture));
    }

    [Test]
    public void The_table_has_15_years_and_2023_has_945_946_contracts_for_61_475_亿元()
    {
        Assert.That(Years, Is.EqualTo(new[] { 2000, 2005, 2010, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023 }));
        Assert.That((Year2023.Contracts, Year2023.Turnover), Is.EqualTo((945_946L, Money.WanYuan(614_756_578))));
        // What is in no province: domain facts recomputed from the table.
        Assert.That((Year2023.Output[^1], Year2023.Absorption[^1]), Is.EqualTo((new Margin(5316, Money.WanYuan(28_250_796)), new Margin(6098, Money.WanYuan(40_755_303)))));
    }

    [TestCaseSource(nameof(Years))]
    public void A_full_year_s_matrix_has_the_sums_of_the_table_on_both_sides(int year) => AssertMargins(PublishedYear.All.Single(published => published.Year == year));

    [TestCaseSource(nameof(Years))]
    public void So_has_a_year_at_one_in_a_hundred(int year)
    {
        var full = PublishedYear.All.Single(published => published.Year == year);
        var sample = full.OneIn(100);
        Assert.That((sample.Contracts, sample.Turnover.Fen), Is.EqualTo((full.Contracts / 100, full.Turnover.Fen / 100)));
        for (var place = 0; place < sample.Places.Length; place++)
        {
            Assert.That((double)sample.Output[place].Contracts, Is.EqualTo(full.Output[place].Contracts / 100.0).Within(1.01), sample.Places[place]);
            Assert.That(sample.Output[place].Contracts > 0, Is.EqualTo(full.Output[place].Contracts > 0), sample.Places[place]);
        }
        AssertMargins(sample);
        Assert.That(new GeneratedYear(sample, "test").All().Where(contract => Contract.Initial.Import(contract, numberTaken: false, new DateOnly(2026, 8, 3)).Refused), Is.Empty);
    }

    private static void AssertMargins(PublishedYear published)
    {
        var generated = new GeneratedYear(published, "test");
        var places = Enumerable.Range(0, published.Places.Length).ToList();
        foreach (var place in places)
        {
            Assert.That(places.Sum(buyer => generated.CountOf(place, buyer)), Is.EqualTo(published.Output[place].Contracts), published.Places[place]);
            Assert.That(places.Sum(buyer => generated.AmountOf(place, buyer).Fen), Is.EqualTo(published.Output[place].Turnover.Fen), published.Places[place]);
            Assert.That(places.Sum(seller => generated.CountOf(seller, place)), Is.EqualTo(published.Absorption[place].Contracts), published.Places[place]);
            Assert.That(places.Sum(seller => generated.AmountOf(seller, place).Fen), Is.EqualTo(published.Absorption[place].Turnover.Fen), published.Places[place]);
            foreach (var other in places)
                Assert.That(generated.AmountOf(place, other).Fen, Is.GreaterThanOrEqualTo(generated.CountOf(place, other) * 100_00).And.GreaterThanOrEqualTo(0), "100 yuan a contract");
        }
    }

    [Test]
    public void The_945_946_contracts_of_2023_add_up_to_every_printed_figure_and_each_would_be_taken()
    {
        var sums = new Dictionary<(string, string), (long Contracts, long Fen)>();
        var last = new Dictionary<string, string>();
        void Add(string by, string region, ContractImported contract)
        {
            var (contracts, fen) = sums.GetValueOrDefault((by, region));
            sums[(by, region)] = (contracts + 1, fen + contract.Turnover.Fen);
        }

        foreach (var contract in new GeneratedYear(Year2023, "national-2023").All())
        {
            foreach (var region in (string[])[contract.SellerRegion, "national"]) Add("output", region, contract);
            foreach (var region in (string[])[contract.BuyerRegion, "national"]) Add("absorption", region, contract);
            var office = contract.Number[..10];
            if (string.CompareOrdinal(last.GetValueOrDefault(office), contract.Number) >= 0) Assert.Fail($"{contract.Number} comes after {last[office]}");
            last[office] = contract.Number;
            if (!contract.Generated || Contract.Initial.Import(contract, numberTaken: false, new DateOnly(2026, 8, 3)).Refused) Assert.Fail($"{contract}");
        }

        var printed = Printed(2023).ToList();
        Assert.That(printed, Has.Count.EqualTo(2 * 32));
        foreach (var (by, region, contracts, wan) in printed)
            Assert.That(sums[(by, region)], Is.EqualTo((contracts, (long)(wan * 1_000_000))), $"{by} {region}");
    }

    [Test]
    public void The_same_contracts_come_each_time_also_from_another_build()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var contract in new GeneratedYear(PublishedYear.All.Single(year => year.Year == 2018).OneIn(100), "history-2018").All()) hash.AppendData(EventCatalogue.Encode(contract).Data);
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo("97976427e2e15f8e9ec5c5af3f23bd27983ab6ed6fa4199321189b57d67031b9"),
            "A run that was broken off goes on only with the same contracts. If they are to change, give the seed another name.");
    }

    [Test]
    public void Days_lie_in_their_year_and_December_has_the_most()
    {
        var months = new GeneratedYear(Year2023.OneIn(100), "test").All().GroupBy(contract => contract.RegisteredOn.Month).ToDictionary(group => group.Key, group => group.Count());
        Assert.That(months.Keys, Is.EquivalentTo(Enumerable.Range(1, 12)));
        Assert.That(months.MaxBy(month => month.Value).Key, Is.EqualTo(12));
        Assert.That(months[12], Is.EqualTo(9459 * 17 / 100).Within(9459 / 50));
    }

    [Test]
    public void Nothing_goes_from_abroad_to_abroad_because_nobody_here_would_register_it()
    {
        var generated = new GeneratedYear(Year2023, "test");
        var other = Year2023.Places.IndexOf(Regions.Other);
        Assert.That((generated.CountOf(other, other), generated.AmountOf(other, other)), Is.EqualTo((0L, Money.Zero)));
    }
}
