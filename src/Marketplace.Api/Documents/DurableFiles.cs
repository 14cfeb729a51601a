using System.Runtime.InteropServices;

namespace Marketplace.Api.Documents;

/// <summary>
/// Puts a finished file in its place so that it is still there after a power cut: the bytes first, then the name, then the
/// directory that holds the name.
/// </summary>
internal static partial class DurableFiles
{
    /// <param name="file">Written to the end; flushed here.</param>
    /// <param name="path">When it exists already it stays: under a content's hash lies that content.</param>
    /// <param name="sentAt">Becomes the file's time, also of one that was there.</param>
    public static void Place(FileStream file, string path, DateTimeOffset sentAt)
    {
        file.Flush(flushToDisk: true);
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory);
            SyncDirectory(Path.GetDirectoryName(directory)!);
        }
        if (!TrySetTime(path, sentAt))
        {
            File.SetLastWriteTimeUtc(file.Name, sentAt.UtcDateTime);
            File.Move(file.Name, path, overwrite: true);
        }
        SyncDirectory(directory);
    }

    /// <summary>False when there is no such file, also when it was there a moment ago: so nobody first asks whether it is.</summary>
    private static bool TrySetTime(string path, DateTimeOffset time)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.UtcDateTime);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Only POSIX systems need it, and .NET cannot open a directory.</summary>
    private static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Posix.Open(path, 0);
        if (handle < 0) throw new IOException($"The directory '{path}' cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Posix.Sync(handle) != 0) throw new IOException($"The directory '{path}' cannot be synced: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Posix.Close(handle);
        }
    }

    private static class Posix
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Sync(int handle);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int handle);
    }
}
