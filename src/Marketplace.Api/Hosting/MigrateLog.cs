using System.Globalization;
using Marketplace.Api.Reactions;
using Marketplace.Log;
using Marketplace.Log.Backups;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;
using Marketplace.Log.SqlServer;

namespace Marketplace.Api.Hosting;

/// <summary>Moves the log to another engine or another file, and marks a log that a server's own backup brought back.</summary>
internal static class MigrateLog
{
    public static Verb Verb { get; } = new("migrate-log", """
        migrate-log copies a log into an empty one, from engine to engine, and verifies every event of what arrived. A copy that was cut
        off goes on where it stood when the same line is given again. Stop the marketplace before the copy ends: what it would write to
        the old log afterwards is not in the new one.

          --from=LOG             a log.db, or the connection string of a SQL Server database
          --to=LOG               a file that is not there yet, or the connection string of a database without a log

        The keys of sealed values are moved by migrate-keys; the attachments stay where they are. Afterwards set Log:SqlServer to the new
        database, or leave it out for log.db in the data folder.
        """, ["from", "to"], RunAsync);

    public static Verb MarkRestored { get; } = new("mark-restored", """
        mark-restored is for a log that the server's own backup brought back, to a point in time or by a failover that lost commits. It
        verifies every event; the next start begins a new epoch in the log that says what survived. Keys that the log says were destroyed
        are destroyed again, where they too come from a backup.

          --known-position=N     with --known-root: the newest checkpoint that anybody has of the lost log; then it is said how many events are lost
          --known-root=HEX
          --known-epoch=N        its epoch; 0 where it is left out
        """, ["known-position", "known-root", "known-epoch"], MarkRestoredAsync);

    private static async Task RunAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        arguments.Need("from", "to");
        var time = services.GetRequiredService<TimeProvider>();
        if (!IsServer(arguments["from"]!) && !File.Exists(arguments["from"]!)) throw new UsageException($"There is no log at '{arguments["from"]}'.");
        await using var from = await OpenAsync(arguments["from"]!, time);
        await using var to = await OpenAsync(arguments["to"]!, time);
        var (begun, said) = (time.GetTimestamp(), time.GetTimestamp());
        LogCheckpoint copied;
        try
        {
            copied = await LogCopy.RunAsync(from, to, time, Tell, CancellationToken.None);
        }
        catch (InvalidDataException refused)
        {
            throw new UsageException(refused.Message);
        }
        var report = await LogVerification.RunAsync(to, copied, CancellationToken.None);
        if (!report.Sound) throw new UsageException($"What arrived is not sound. At position {report.Flaws[0].Position}: {report.Flaws[0].What}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Copied {copied.Position} events in {time.GetElapsedTime(begun).TotalSeconds:0.0} s and verified them. Epoch {copied.Epoch}, root {Convert.ToHexStringLower(copied.Root)}."));

        void Tell(long there, long of)
        {
            if (time.GetElapsedTime(said) < TimeSpan.FromSeconds(2)) return;
            said = time.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{there} of {of} events ({there * 100.0 / of:0.0} %)"));
        }
    }

    private static async Task MarkRestoredAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        var (store, known) = (services.GetRequiredService<ILogStore>(), BackupVerbs.Known(arguments));
        var report = await LogVerification.RunAsync(store, known, CancellationToken.None);
        if (!report.Sound) throw new UsageException($"The log is not sound. At position {report.Flaws[0].Position}: {report.Flaws[0].What}");
        await store.MarkRestoredAsync(CancellationToken.None);
        var destroyed = await EndedKeys.DestroyAsync(store, services.GetRequiredService<IKeyStore>(), DestroyEndedKey.EndedBy, CancellationToken.None);
        if (destroyed > 0) await output.WriteLineAsync($"Destroyed {destroyed} keys again that were there although the log says that they had ended.");
        var lost = known is null ? "How much was lost is not known." : $"{Math.Max(0, known.Position - report.Checkpoint.Position)} events are lost.";
        await output.WriteLineAsync($"The log holds {report.Checkpoint.Position} events. {lost} The next start begins epoch {report.Checkpoint.Epoch + 1}.");
    }

    internal static bool IsServer(string store) => store.Contains('=', StringComparison.Ordinal);

    private static async Task<ILogStore> OpenAsync(string log, TimeProvider time) => IsServer(log) ? await SqlServerLogStore.OpenAsync(log, time) : await SqliteLogStore.OpenAsync(log);
}
