using System.Text.Json;
using Marketplace.Log.Sealing;
using Marketplace.Log.Sqlite;

namespace Marketplace.Log.Backups;

/// <summary>What a backup says of itself. It is written last, so a folder without it is no backup.</summary>
/// <param name="Root">Lower-case hexadecimal.</param>
/// <param name="CreatedAt">System time.</param>
public sealed record BackupManifest(int Epoch, long Position, string Root, DateTimeOffset CreatedAt)
{
    public const string FileName = "backup.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <exception cref="InvalidDataException">The folder holds no complete backup.</exception>
    internal static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"'{folder}' holds no complete backup: there is no {FileName} in it.");
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, cancel) ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }

    internal Task WriteAsync(string folder, CancellationToken cancel) =>
        File.WriteAllBytesAsync(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json), cancel);
}

/// <summary>
/// A copy of the log and of the subjects' keys in a folder, made while writing goes on, and verified. It is worth nothing
/// without the master key, which is kept elsewhere. A backup that is older than an erasure still holds the erased
/// person's key: keep backups no longer than an erasure may take to be complete.
/// </summary>
public static class LogBackup
{
    public const string LogFile = "log.db", KeysFile = "keys.db";

    /// <param name="folder">Empty, or not there yet.</param>
    /// <exception cref="InvalidDataException">The folder is not empty, or the copied log is not sound.</exception>
    /// <exception cref="StoreException">The copy cannot be written.</exception>
    public static async Task<BackupManifest> MakeAsync(ILogStore store, IKeyStore keys, string folder, TimeProvider time, CancellationToken cancel)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InvalidDataException($"'{folder}' is not empty. A backup goes into a new folder.");
        Directory.CreateDirectory(folder);
        var log = Path.Combine(folder, LogFile);
        await store.BackupAsync(log, cancel);
        // The keys after the log: a key is made before the first event that needs it.
        using (var copy = new SqliteKeyStore(Path.Combine(folder, KeysFile))) KeyCopy.Run(keys, copy);

        LogReport report;
        await using (var copy = await SqliteLogStore.OpenAsync(log)) report = await LogVerification.RunAsync(copy, null, cancel);
        if (!report.Sound) throw new InvalidDataException($"The copied log is not sound, at position {report.Flaws[0].Position}: {report.Flaws[0].What}");
        var manifest = new BackupManifest(report.Checkpoint.Epoch, report.Checkpoint.Position, Convert.ToHexStringLower(report.Checkpoint.Root), time.GetUtcNow());
        await manifest.WriteAsync(folder, cancel);
        return manifest;
    }
}
