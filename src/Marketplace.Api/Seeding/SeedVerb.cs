using System.Diagnostics;
using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Contracts;
using Marketplace.Log;

#pragma warning disable RS0030 // Whether somebody watches is asked of the console; what is said goes through the output given.

namespace Marketplace.Api.Seeding;

/// <summary>Fills the register with contracts whose sums are published, so that reports can be tried at the size of the country.</summary>
internal static class SeedVerb
{
    private const string National = "national-2023", History = "history", EvenInProduction = "even-in-production";

    /// <summary>The history has one contract in so many.</summary>
    public const int Sample = 100;

    public static Verb Verb { get; } = new("seed", $"""
        seed national-2023 loads a contract for each of the 945,946 that were registered in the country in 2023: for every province and
        the nation, counts and amounts are the published ones, by the seller's place and by the buyer's; 其他 takes what is in no province.
        seed history loads the published years before 2023 (2000, 2005, 2010, 2012 to 2022) at one contract in a hundred, amounts too.

        Only those sums are real. Everything else about the contracts is generated, and every one is marked so. A run that was broken off
        goes on where it stopped. It needs a log with a first organization in it: start the sandbox once, or run create-operator.

          --{EvenInProduction}   without it nothing is generated in the environment Production

        The national register takes 2 GB of disk.
        """, [EvenInProduction], RunAsync) { Words = [National, History] };

    private static async Task RunAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        var name = arguments.Word ?? throw new UsageException($"seed: what shall be loaded? {National} or {History}. See: seed --help");
        if (services.GetRequiredService<IHostEnvironment>().IsProduction() && !arguments.Has(EvenInProduction))
            throw new UsageException($"seed: this is Production, and the contracts are generated. Reports would count them with the real ones for ever: the log forgets nothing. --{EvenInProduction} loads them all the same.");
        GeneratedYear[] years = name == National
            ? [new GeneratedYear(PublishedYear.All[^1], National)]
            : [.. PublishedYear.All[..^1].Select(year => new GeneratedYear(year.OneIn(Sample), $"{History}-{year.Year}"))];
        await LoadAsync(services, name, years.Sum(year => year.Contracts), years.SelectMany(year => year.All()), output);
    }

    /// <exception cref="UsageException">The log is empty.</exception>
    internal static async Task LoadAsync(IServiceProvider services, string name, long total, IEnumerable<ContractImported> contracts, TextWriter output)
    {
        var (writer, projections, time) = (services.GetRequiredService<Writer>(), services.GetRequiredService<Projections>(), services.GetRequiredService<TimeProvider>());
        await writer.StartAsync(CancellationToken.None);
        // The sandbox seeds itself only into an empty log, and its clock begins in 2012.
        if (writer.Head.Position == 0) throw new UsageException("seed: this log is empty. Start the sandbox once, or run create-operator; then there is somebody who may read the reports.");
        await projections.StartAsync(CancellationToken.None);
        try
        {
            var progress = new SeedProgress(output, time, terminal: output == Console.Out && !Console.IsOutputRedirected);
            var seed = new RegistrySeed(writer, services.GetRequiredService<Market>(), projections.Model, progress);
            var outcome = await seed.RunAsync(name, contracts, total, CancellationToken.None);
            var (added, seconds) = (outcome.Done - outcome.There, progress.Elapsed.TotalSeconds);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
                Loaded {added:n0} generated contracts in {seconds:0.0} s, {added / seconds:n0} a second into the log and the ledger together; most memory {Peak() / 1e6:n0} MB.
                Their sums by province are the published ones; everything else about them is generated and marked so.
                """));
        }
        finally
        {
            await projections.StopAsync(CancellationToken.None);
            await writer.DisposeAsync();
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
