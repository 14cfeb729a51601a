using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;

namespace Marketplace.Log.Backups;

/// <param name="Survived">Where the restored log stands; its next event begins the epoch after this one.</param>
/// <param name="Lost">How many events were known that the backup does not have; null when nothing was known.</param>
public sealed record RestoredLog(LogCheckpoint Survived, long? Lost)
{
    /// <summary>Keys that the backup held although its log says that they were destroyed; they are destroyed again.</summary>
    public int KeysDestroyed { get; init; }
}

/// <summary>
/// Puts a backup in the place of a log. What was committed after the backup is lost, and nobody can know whether anything
/// was; so the restored log takes no event before one begins a new epoch (<see cref="Writer.EpochNeeded"/>), which names
/// the last surviving position and root.
/// </summary>
public static class LogRestore
{
    private const string Part = "restoring-";

    /// <param name="backup">The backup's folder; it is not changed.</param>
    /// <param name="folder">A folder without a log; made when absent.</param>
    /// <param name="known">The newest checkpoint that anyone has of the lost log, if there is one.</param>
    /// <param name="erased">The subject whose key was destroyed, as the event says; null for every other event. No such key comes back.</param>
    /// <param name="into">Another log than that of the folder, on whatever engine: it must be empty.</param>
    /// <param name="keys">Another store of keys than that of the folder, on whatever engine.</param>
    /// <exception cref="InvalidDataException">The folder holds a log already, or the backup is incomplete, damaged, or of another log than <paramref name="known"/>; the folder is left as it was.</exception>
    public static async Task<RestoredLog> RunAsync(string backup, string folder, LogCheckpoint? known, CancellationToken cancel, Func<StoredEvent, string?>? erased = null, ILogStore? into = null, IKeyStore? keys = null)
    {
        var manifest = await BackupManifest.ReadAsync(backup, cancel);
        string[] files = [LogBackup.KeysFile, LogBackup.LogFile];
        // The log last: a folder with a log is a restored one.
        string[] kept = [.. files.Where(file => file == LogBackup.KeysFile ? keys is null : into is null)];
        foreach (var file in kept)
            if (File.Exists(Path.Combine(folder, file))) throw new InvalidDataException($"'{folder}' holds a {file} already. A restore never replaces one: move it away first.");
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var file in files) await CopyAsync(Path.Combine(backup, file), Path.Combine(folder, Part + file), cancel);
            var survived = await VerifyAsync(Path.Combine(folder, Part + LogBackup.LogFile), manifest, known, cancel);
            var destroyed = erased is null ? 0 : await DestroyAgainAsync(Path.Combine(folder, Part + LogBackup.LogFile), Path.Combine(folder, Part + LogBackup.KeysFile), erased, cancel);
            // Closing moves the write-ahead log into the file. One that is left behind holds the mark of the restore.
            if (File.Exists(Path.Combine(folder, Part + LogBackup.LogFile + "-wal"))) throw new InvalidDataException($"The restored log could not be written to the end in '{folder}'.");
            if (keys is not null) Move(Path.Combine(folder, Part + LogBackup.KeysFile), keys);
            if (into is not null) await MoveAsync(Path.Combine(folder, Part + LogBackup.LogFile), into, cancel);
            foreach (var file in kept) File.Move(Path.Combine(folder, Part + file), Path.Combine(folder, file));
            return new RestoredLog(survived, known is null ? null : Math.Max(0, known.Position - survived.Position)) { KeysDestroyed = destroyed };
        }
        finally
        {
            foreach (var rest in Directory.EnumerateFiles(folder, Part + "*")) File.Delete(rest);
        }
    }

    /// <summary>With all that belongs to it, and so with the mark that it was restored.</summary>
    private static async Task MoveAsync(string log, ILogStore into, CancellationToken cancel)
    {
        await using var store = await OpenAsync(log);
        await LogCopy.RunAsync(store, into, TimeProvider.System, null, cancel);
    }

    private static void Move(string path, IKeyStore into)
    {
        using var keys = new SqliteKeyStore(path);
        KeyCopy.Run(keys, into);
    }

    private static async Task<LogCheckpoint> VerifyAsync(string path, BackupManifest manifest, LogCheckpoint? known, CancellationToken cancel)
    {
        await using var store = await OpenAsync(path);
        var report = await LogVerification.RunAsync(store, known, cancel);
        if (!report.Sound) throw new InvalidDataException($"The backup's log is not sound, at position {report.Flaws[0].Position}: {report.Flaws[0].What}");
        var (survived, root) = (report.Checkpoint, Convert.ToHexStringLower(report.Checkpoint.Root));
        if ((survived.Epoch, survived.Position, root) != (manifest.Epoch, manifest.Position, manifest.Root))
            throw new InvalidDataException($"The backup's log stands at {survived.Position} with root {root}; its {BackupManifest.FileName} says {manifest.Position} with root {manifest.Root}.");
        await store.MarkRestoredAsync(cancel);
        return survived;
    }

    /// <summary>Before the files get their names, so that no folder with a log ever holds such a key.</summary>
    private static async Task<int> DestroyAgainAsync(string log, string keys, Func<StoredEvent, string?> erased, CancellationToken cancel)
    {
        await using var store = await OpenAsync(log);
        using var kept = new SqliteKeyStore(keys);
        return await EndedKeys.DestroyAsync(store, kept, erased, cancel);
    }

    private static async Task<SqliteLogStore> OpenAsync(string path)
    {
        try
        {
            return await SqliteLogStore.OpenAsync(path);
        }
        catch (StoreException fault)
        {
            throw new InvalidDataException($"The backup's log cannot be opened: {fault.Message}", fault);
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        if (!File.Exists(from)) throw new InvalidDataException($"The backup has no {Path.GetFileName(from)}.");
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        await source.CopyToAsync(target, cancel);
        target.Flush(flushToDisk: true);
    }
}
