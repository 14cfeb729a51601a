using System.Globalization;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Log;
using Marketplace.Log.Backups;
using Marketplace.Log.Sealing;

namespace Marketplace.Api.Hosting;

/// <summary>Backup while the marketplace runs, restore into an empty folder, verification, and a new read model.</summary>
internal static class BackupVerbs
{
    public static Verb Backup { get; } = new("backup", """
        backup copies the log, the keys of sealed values and the attachments into a new folder, while the marketplace runs, and verifies the copy.

          --to=FOLDER            where to; it must be empty or not there yet

        The copy is worth nothing without the master key, which is kept elsewhere.
        """, ["to"], BackupAsync);

    public static Verb Restore { get; } = new("restore", """
        restore puts a backup into the data folder, which must not hold a log, and verifies every event of it. Where Log:SqlServer and
        Keys:SqlServer name databases, log and keys go there, and the log's must be without one. What was committed after the backup is lost; the next start begins
        a new epoch in the log that says so.

          --from=FOLDER          the backup
          --known-position=N     with --known-root: the newest checkpoint that anybody has of the lost log; then it is said how many events are lost
          --known-root=HEX
          --known-epoch=N        its epoch; 0 where it is left out
        """, ["from", "known-position", "known-root", "known-epoch"], RestoreAsync);

    public static Verb Verify { get; } = new("verify", "verify recomputes every leaf of the log and compares the root, the positions, the versions and the times with what is stored.", [], VerifyAsync);

    public static Verb Rebuild { get; } = new("rebuild", "rebuild folds the whole log into a new read model and puts it in the place of the old one.", [], RebuildAsync);

    private static async Task BackupAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        arguments.Need("to");
        var (folder, to) = (services.GetRequiredService<DataFolder>(), arguments["to"]!);
        var manifest = await Complaining(LogBackup.MakeAsync(services.GetRequiredService<ILogStore>(), services.GetRequiredService<IKeyStore>(), to, services.GetRequiredService<TimeProvider>(), CancellationToken.None));
        // After the log: a file is there before the event that names it.
        var files = Copy(folder.Documents, Path.Combine(to, "documents"));
        await output.WriteLineAsync($"Backed up {manifest.Position} events and {files} attachments to {Path.GetFullPath(to)}. Root {manifest.Root}.");
    }

    private static async Task RestoreAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        arguments.Need("from");
        var (from, folder) = (arguments["from"]!, services.GetRequiredService<DataFolder>());
        // Log and keys go where this installation keeps them: into the folder, or into their databases.
        var (log, keys) = (OnServer<ILogStore>(services, LogStores.SqlServer), OnServer<IKeyStore>(services, LogStores.KeysSqlServer));
        var restored = await Complaining(LogRestore.RunAsync(from, folder.Path, Known(arguments), CancellationToken.None, DestroyEndedKey.EndedBy, log, keys));
        var files = Copy(Path.Combine(from, "documents"), folder.Documents);
        var lost = restored.Lost is { } count ? $"{count} events are lost." : "How much was lost is not known.";
        if (restored.KeysDestroyed > 0) await output.WriteLineAsync($"Destroyed {restored.KeysDestroyed} keys again that the backup held of what was erased since.");
        await output.WriteLineAsync($"Restored {restored.Survived.Position} events and {files} attachments into {folder.Path}. {lost} The next start begins epoch {restored.Survived.Epoch + 1}.");
    }

    private static T? OnServer<T>(IServiceProvider services, string setting) where T : class =>
        services.GetRequiredService<IConfiguration>()[setting] is { Length: > 0 } ? services.GetRequiredService<T>() : null;

    /// <summary>The checkpoint that the options name; null where they name none.</summary>
    /// <exception cref="UsageException">It is not one.</exception>
    internal static LogCheckpoint? Known(Arguments arguments)
    {
        if (!arguments.Has("known-position") && !arguments.Has("known-root")) return null;
        arguments.Need("known-position", "known-root");
        if (!long.TryParse(arguments["known-position"], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || !int.TryParse(arguments["known-epoch"] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || arguments["known-root"] is not { Length: 64 } root || !root.All(char.IsAsciiHexDigit))
            throw new UsageException("A checkpoint is a position, a root of 64 hexadecimal digits and an epoch. See --help.");
        return new LogCheckpoint(epoch, position, Convert.FromHexString(root));
    }

    private static async Task VerifyAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        var report = await LogVerification.RunAsync(services.GetRequiredService<ILogStore>(), null, CancellationToken.None);
        if (!report.Sound) throw new UsageException($"The log is not sound. At position {report.Flaws[0].Position}: {report.Flaws[0].What}");
        await output.WriteLineAsync($"The log is sound: {report.Checkpoint.Position} events, epoch {report.Checkpoint.Epoch}, root {Convert.ToHexStringLower(report.Checkpoint.Root)}.");
    }

    private static async Task RebuildAsync(IServiceProvider services, Arguments arguments, TextWriter output)
    {
        var (projections, time) = (services.GetRequiredService<Projections>(), services.GetRequiredService<TimeProvider>());
        await projections.StartAsync(CancellationToken.None);
        try
        {
            var from = time.GetTimestamp();
            await projections.Model.RebuildAsync(CancellationToken.None);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Rebuilt the read model from {projections.Model.Position} events in {time.GetElapsedTime(from).TotalSeconds:0.0} s."));
        }
        finally
        {
            await projections.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Attachments are named by their content, so a file that is there already is the same. What comes in or leaves has another place.</summary>
    private static int Copy(string from, string to)
    {
        if (!Directory.Exists(from)) return 0;
        var count = 0;
        foreach (var file in Directory.EnumerateDirectories(from, "??").SelectMany(Directory.EnumerateFiles))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                if (!File.Exists(target)) File.Copy(file, target);
                count++;
            }
            catch (FileNotFoundException)
            {
                // Swept since it was listed, so nothing names it.
            }
        }
        return count;
    }

    /// <summary>What is wrong with a folder or a file is one sentence at the terminal, not a stack trace.</summary>
    private static async Task<T> Complaining<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception fault) when (fault is InvalidDataException or StoreException or IOException)
        {
            throw new UsageException(fault.Message);
        }
    }
}
