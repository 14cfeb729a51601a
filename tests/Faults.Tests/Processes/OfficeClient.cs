using System.Globalization;

namespace Marketplace.Faults.Tests.Processes;

/// <param name="Position">Where the answer said that the effect ended.</param>
/// <param name="Version">Which of the stream's events was its first.</param>
internal sealed record Acknowledged(string Key, long Position, string Stream, long Version);

/// <param name="Count">How many events of the account the answer had taken in.</param>
/// <param name="AtLeast">The client's own last event in it.</param>
internal sealed record Seen(string Account, long Fen, long Count, long AtLeast);

/// <summary>
/// Somebody who asks one thing after the other, each with a key, of whichever process answers; what got no answer is asked again with the
/// same key. After each write it reads its own account at another process, at the position it was told.
/// </summary>
/// <param name="patience">After which it asks another process.</param>
internal sealed class OfficeClient(string name, int seed, TimeSpan patience, Func<Random, Office> choose)
{
    private const int Accounts = 12;
    private readonly Random random = new(seed);

    public List<Acknowledged> Written { get; } = [];

    /// <summary>Refused at the first asking. One that was asked twice may have been refused at one process while another had it still to decide.</summary>
    public List<string> Refused { get; } = [];
    public List<Seen> Read { get; } = [];

    /// <summary>Requests that had to be asked again.</summary>
    public int Again { get; private set; }

    public async Task RunAsync(CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var (own, other) = ($"acc_{random.Next(Accounts)}", $"acc_{random.Next(Accounts)}_b");
            var what = random.Next(10);
            var key = $"{(what < 5 ? "pay" : what < 9 ? "move" : "register")}-{name}-{i}";
            var request = what < 5 ? $"pay {key} {own} {random.Next(1, 100)}" : what < 9 ? $"move {key} {own} {other} {random.Next(1, 60)}" : $"register {key} {own} code-{random.Next(30)}";
            var asked = Again;
            var answer = (await AskAsync(request)).Split(' ');
            if (answer is ["Refused"])
            {
                if (Again == asked) Refused.Add(key);
            }
            else if (answer is ["Done" or "Replayed", var position, var stream, var version])
            {
                Written.Add(new Acknowledged(key, Number(position), stream, Number(version)));
                var seen = (await AskAsync($"read {stream} {position}")).Split(' ');
                Read.Add(new Seen(stream, Number(seen[0]), Number(seen[1]), Number(version)));
            }
            else throw new InvalidOperationException($"'{request}' was answered '{string.Join(' ', answer)}'.");
        }
    }

    /// <summary>Until somebody knows.</summary>
    private async Task<string> AskAsync(string request)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await choose(random).AskAsync(request, patience) is { } answer && answer is not ("Unavailable" or "Unknown" or "Busy" or "ClockBehind")) return answer;
            Again++;
        }
        throw new InvalidOperationException($"Nobody answers '{request}'.");
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
