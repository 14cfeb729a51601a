using System.Globalization;

namespace Marketplace.Api.Seeding;

/// <summary>A bar that is drawn over itself at a terminal, and a line every five seconds in a file.</summary>
internal sealed class SeedProgress(TextWriter output, TimeProvider time, bool terminal)
{
    private const int Width = 40;
    private static readonly TimeSpan AtTerminal = TimeSpan.FromMilliseconds(200), InFile = TimeSpan.FromSeconds(5);
    private readonly long from = time.GetTimestamp();
    private long drawn = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(from);

    /// <summary>Draws it when it is time to.</summary>
    /// <param name="there">Contracts that were there before.</param>
    /// <param name="done">All that are there now.</param>
    public void Show(long there, long done, long total)
    {
        if (time.GetElapsedTime(drawn) < (terminal ? AtTerminal : InFile)) return;
        drawn = time.GetTimestamp();
        var line = Line(there, done, total);
        if (terminal) output.Write($"\r{line}");
        else output.WriteLine(line);
    }

    /// <summary>The last line stays as it is.</summary>
    public void End(long there, long done, long total) => output.WriteLine(terminal ? $"\r{Line(there, done, total)}" : Line(there, done, total));

    private string Line(long there, long done, long total)
    {
        var filled = (int)(done * Width / total);
        var rate = (done - there) / Math.Max(Elapsed.TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {done * 100 / total,3} %  {done:n0} of {total:n0} contracts  {rate:n0} a second");
    }
}
