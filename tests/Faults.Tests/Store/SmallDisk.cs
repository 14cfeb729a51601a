using System.Diagnostics;

namespace Marketplace.Faults.Tests.Store;

/// <summary>A file system in memory that holds as much as a test says. Mounting takes a right that not everyone has; without it the test is a counted skip.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(string size)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("A small disk is mounted on Linux only.");
        var folder = Directory.CreateTempSubdirectory("marketplace-disk-").FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder))
        {
            Directory.Delete(folder);
            Assert.Ignore("This user may not mount a small disk.");
        }
        return new SmallDisk(folder);
    }

    /// <summary>Other options from now on, e.g. another size; open files stay open.</summary>
    public void Remount(string options) => Assert.That(Run("mount", "-o", $"remount,{options}", Folder), $"remounting with {options}");

    /// <summary>Whether it could be done: a disk becomes read-only only when nobody holds a file open for writing.</summary>
    public bool TryRemount(string options) => Run("mount", "-o", $"remount,{options}", Folder);

    /// <summary>Writes another file until there is no room left for anything.</summary>
    /// <returns>The file.</returns>
    public string Fill()
    {
        var other = Path.Combine(Folder, "other");
        using var file = new FileStream(other, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            return other;
        }
    }

    public void Dispose()
    {
        // Lazily: a process that another test is starting holds every open file for a moment, and then the disk is busy.
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
