using Marketplace.Api.Hosting;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Log;
using Marketplace.ReadModel;

namespace Marketplace.Api.Seeding;

/// <summary>
/// Takes contracts of another register over, through the writer: one event and one stream each, many in a command. The order is
/// fixed and a command is taken whole or not at all, so a run that was broken off goes on where it stopped.
/// </summary>
internal sealed class RegistrySeed(Writer writer, Market market, MarketViews views, SeedProgress progress)
{
    /// <summary>Never to be changed: a run that goes on finds the commands of the one before by their first numbers.</summary>
    private const int Contracts = 1000;

    /// <summary>Commands under way at once, so that the next is made while one is written.</summary>
    private const int InFlight = 4;

    /// <summary>How far the log may be ahead of the ledger: within what the feed keeps in memory, so that nothing is read back and decoded.</summary>
    private const int MostAhead = 8_000;

    /// <summary>Holds the numbers' offices, so that none can begin to register here.</summary>
    private const string Holder = "imports";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>How many were there before and how many are there now.</summary>
    public sealed record Loaded(long There, long Done);

    /// <param name="name">Of the whole: the log remembers that it was taken over to its end.</param>
    /// <param name="total">How many contracts there are.</param>
    /// <exception cref="UsageException">They are all there already.</exception>
    /// <exception cref="RefusedException">A contract is refused: another has its number, or an office gives numbers of its kind.</exception>
    /// <exception cref="StoreException">The log or the ledger does not take it now; the next run goes on.</exception>
    public async Task<Loaded> RunAsync(string name, IEnumerable<ContractImported> contracts, long total, CancellationToken cancel)
    {
        var whole = $"imported:{name}";
        if (await IsHeldAsync(whole, cancel)) throw new UsageException($"{name} is in this log already, with {total} contracts. There is nothing to add.");
        var (there, done, last, writing) = (0L, 0L, 0L, false);
        var open = new Queue<Task<Outcome>>();
        foreach (var facts in contracts.Chunk(Contracts))
        {
            writing = writing || !await IsHeldAsync(Contract.NumberClaim(facts[0].Number), cancel);
            done += facts.Length;
            if (!writing)
            {
                there = done;
                continue;
            }
            open.Enqueue(WriteAsync(facts, done == total ? whole : null, cancel));
            if (open.Count == InFlight) last = await WrittenAsync(open.Dequeue(), cancel);
            progress.Show(there, done, total);
        }
        while (open.TryDequeue(out var writes)) last = await WrittenAsync(writes, cancel);
        if (!await views.WaitForAsync(last, Patience, cancel)) throw Stuck();
        progress.End(there, done, total);
        return new Loaded(there, done);
    }

    private async Task<Outcome> WriteAsync(ContractImported[] facts, string? whole, CancellationToken cancel)
    {
        var ids = Array.ConvertAll(facts, _ => market.NewId(Ids.Contract));
        var numbers = Array.ConvertAll(facts, f => Contract.NumberClaim(f.Number));
        HashSet<string> begun = [.. ids], offices = [.. facts.Select(f => Contract.OfficeClaim(f.Number))], claims = [.. numbers, .. offices, .. whole is null ? (string[])[] : [whole]];
        return await writer.ExecuteAsync(new LogCommand(Actor.System("seed").ToString(), [], log =>
        {
            var effect = Effect.None;
            var today = log.Time().ShanghaiDay;
            foreach (var office in offices)
            {
                var holder = log.HolderOf(office);
                if (holder is null) effect.Claim(office, Holder);
                else if (holder != Holder) return Effect.Refuse(ContractRefusals.NumberTaken.With(("number", facts.First(f => Contract.OfficeClaim(f.Number) == office).Number)));
            }
            for (var i = 0; i < facts.Length; i++)
            {
                var import = Contract.Initial.Import(facts[i], log.HolderOf(numbers[i]) is not null, today);
                if (import.Refusal is { } refusal) return Effect.Refuse(refusal);
                effect.And(ids[i], import.Events).Claim(numbers[i], ids[i]);
            }
            return whole is null ? effect : effect.Claim(whole, Holder);
        })
        { Begins = begun, Claims = claims }, cancel);
    }

    /// <summary>The position that the ledger may not be far behind.</summary>
    private async Task<long> WrittenAsync(Task<Outcome> command, CancellationToken cancel)
    {
        var outcome = await command;
        if (outcome.Refusal is Refusal refusal) throw new RefusedException(refusal);
        if (!outcome.Written) throw new StoreException(StoreFault.Unavailable, $"The log answers {outcome.Kind}. {writer.Fault} Run it again: it goes on where it stopped.");
        return await views.WaitForAsync(outcome.Position - MostAhead, Patience, cancel) ? outcome.Position : throw Stuck();
    }

    private async Task<bool> IsHeldAsync(string claim, CancellationToken cancel)
    {
        var held = false;
        var outcome = await writer.ExecuteAsync(new LogCommand(Actor.System("seed").ToString(), [], log =>
        {
            held = log.HolderOf(claim) is not null;
            return Effect.None;
        }) { Claims = [claim] }, cancel);
        return outcome.Written ? held : throw new StoreException(StoreFault.Unavailable, $"The log answers {outcome.Kind}. {writer.Fault}");
    }

    private StoreException Stuck() => new(StoreFault.Unavailable, $"The ledger does not follow the log. {views.Status.Fault} Run it again: it goes on where it stopped.");
}
