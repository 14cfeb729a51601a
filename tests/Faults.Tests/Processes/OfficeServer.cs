using System.Globalization;
using Marketplace.Log;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;
using Marketplace.Log.Tests.Escrow;
using static Marketplace.Log.Tests.Escrow.EscrowCommands;

namespace Marketplace.Faults.Tests.Processes;

/// <summary>
/// What a process of its own does here: it answers requests on its input, a line each, and follows the log while it holds the lease.
/// <c>number pay|move|register|read|echoes …</c> is answered by <c>number …</c>, in whatever order.
/// </summary>
internal static class OfficeServer
{
    public const int LeaseMilliseconds = 400;
    public const string Echoes = "echoes";

    public static async Task<ILogStore> OpenAsync(string log) =>
        log.Contains('=', StringComparison.Ordinal) ? await SqlServerLogStore.OpenAsync(log, TimeProvider.System) : await SqliteLogStore.OpenAsync(log);

    /// <summary>Ends with its input.</summary>
    public static async Task RunAsync(string log, string name, TextReader input, TextWriter output)
    {
        var store = await OpenAsync(log);
        await using var office = await LogProcess.StartAsync(store, TimeProvider.System, new WriterOptions { Retries = 5, LookAround = TimeSpan.FromMilliseconds(25) });
        using var ending = new CancellationTokenSource();
        var echoing = Task.Run(() => EchoAsync(office, name, ending.Token));
        var answers = TextWriter.Synchronized(output);
        await answers.WriteLineAsync("ready");
        await answers.FlushAsync();
        while (await input.ReadLineAsync() is { } line)
            _ = Task.Run(async () =>
            {
                var words = line.Split(' ');
                var answer = await AnswerAsync(office, words[1..]);
                lock (answers)
                {
                    answers.WriteLine($"{words[0]} {answer}");
                    answers.Flush();
                }
            });
        await ending.CancelAsync();
        await echoing;
    }

    private static async Task<string> AnswerAsync(LogProcess office, string[] words)
    {
        switch (words)
        {
            case ["read", var account, var position]:
                using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20))) await office.Feed.WaitAsync(Number(position) - 1, patience.Token);
                var read = await office.AccountAsync(account);
                return $"{read.Fen} {read.Seen}";
            case ["echoes"]:
                return $"{await office.Store.ReadStreamVersionAsync(Echoes, CancellationToken.None)}";
        }
        var outcome = await office.RunAsync(Command(words));
        return outcome.Kind switch
        {
            OutcomeKind.Done or OutcomeKind.Replayed => $"{outcome.Kind} {outcome.Position} {outcome.Events[0].Stream} {outcome.Events[0].Version}",
            _ => $"{outcome.Kind}",
        };
    }

    /// <summary>Every event of a command names its key.</summary>
    private static LogCommand Command(string[] words) => words switch
    {
        ["pay", var key, var account, var fen] => new LogCommand(Clerk, [account], _ => Effect.None.Append(account, new DepositPaid(key, Number(fen)))).WithKey(key),
        ["move", var key, var from, var to, var fen] => new LogCommand(Clerk, [from, to], log => log.State<Account>(from).Fen < Number(fen)
            ? Effect.Refuse("escrow.too_little")
            : Effect.None.Append(from, new DepositReleased(key, Number(fen))).Append(to, new DepositPaid(key, Number(fen)))).WithKey(key),
        ["register", var key, var account, var code] => new LogCommand(Clerk, [account], log => log.HolderOf(code) is not null
            ? Effect.Refuse("escrow.taken")
            : Effect.None.Append(account, new DepositPaid(key, 0)).Claim(code, account)) { Claims = [code] }.WithKey(key),
        _ => throw new InvalidOperationException($"Nobody asks '{string.Join(' ', words)}'."),
    };

    /// <summary>
    /// What follows from each payment, done by whoever holds the lease, from the checkpoint on. It takes no key: that nothing is done
    /// twice by two who both believe they hold the lease is the decision's own doing.
    /// </summary>
    private static async Task EchoAsync(LogProcess office, string name, CancellationToken ending)
    {
        var owner = $"{name}:{Environment.ProcessId}";
        Lease? lease = null;
        var position = 0L;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                var held = lease is not null;
                lease = await office.Store.AcquireLeaseAsync("reactions", owner, now, now + LeaseMilliseconds, CancellationToken.None);
                if (lease is not null && !held) position = await office.Store.ReadCheckpointAsync("reactions", CancellationToken.None);
                if (lease is not null)
                {
                    var page = await office.Feed.ReadAsync(position, 50, CancellationToken.None);
                    var echoed = await Task.WhenAll(page.Where(IsPayment).Select(e => EchoedAsync(office, e.Position)));
                    if (page.Count > 0 && echoed.All(done => done)) position = page[^1].Position;
                    if (!await office.Store.MoveCheckpointAsync("reactions", position, lease, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None)) lease = null;
                }
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending);
                pause.CancelAfter(LeaseMilliseconds / 4);
                await office.Feed.WaitAsync(lease is null ? long.MaxValue : position, pause.Token);
            }
            catch (Exception pause) when (pause is OperationCanceledException or StoreException)
            {
                // Time to look again; a store that was busy is asked again too.
            }
        }
    }

    private static bool IsPayment(LogEvent e) => e.Content is DepositPaid { Bidder: var key } && key.StartsWith("pay-", StringComparison.Ordinal);

    private static async Task<bool> EchoedAsync(LogProcess office, long position)
    {
        var claim = $"echo-{position}";
        var outcome = await office.RunAsync(new LogCommand("system:echo", [Echoes], log => log.HolderOf(claim) is not null
            ? Effect.Refuse("echo.done")
            : Effect.None.Append(Echoes, new RefusalNoted($"{position}")).Claim(claim, Echoes)) { Claims = [claim] });
        return outcome.Kind is OutcomeKind.Done or OutcomeKind.Refused;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
