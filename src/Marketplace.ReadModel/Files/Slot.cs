using System.Globalization;

namespace Marketplace.ReadModel.Files;

/// <summary>
/// A process's own place in the data folder: the first number whose lock file nobody holds. The lock is held for the
/// process's life and falls with it, so two processes on one folder never meet in one file. A slot's files are
/// <c>read-model-{slot}.{generation}.db</c>: a rebuild makes the next generation beside the one that still answers.
/// </summary>
internal sealed class Slot : IDisposable
{
    private const int Slots = 256;
    private readonly FileStream held;

    private Slot(string folder, int number, FileStream held) => (Folder, Number, this.held) = (folder, number, held);

    public string Folder { get; }
    public int Number { get; }

    public static Slot Take(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var number = 0; number < Slots; number++)
        {
            try
            {
                var path = Path.Combine(folder, $"read-model-{number}.lock");
                return new Slot(folder, number, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException taken) when (IsHeld(taken))
            {
                // Another process has this one; look at the next.
            }
        }
        throw new IOException($"All {Slots} slots of '{folder}' are held by other processes.");
    }

    /// <summary>A sharing violation on Windows, EWOULDBLOCK of flock on Linux and macOS; a full or read-only disk is neither.</summary>
    private static bool IsHeld(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>The slot's files, newest generation first.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.EnumerateFiles(Folder, $"read-model-{Number}.*.db")
            .Select(path => (Path: path, Generation: Generation(path)))
            .Where(f => f.Generation is not null)
            .OrderByDescending(f => f.Generation)
            .Select(f => f.Path),
    ];

    /// <summary>The path of the next generation.</summary>
    public string NewFile()
    {
        var newest = Files() is [var path, ..] ? Generation(path)!.Value : 0;
        return Path.Combine(Folder, $"read-model-{Number}.{newest + 1}.db");
    }

    private static long? Generation(string path) =>
        long.TryParse(Path.GetFileName(path).Split('.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    public void Dispose() => held.Dispose();
}
