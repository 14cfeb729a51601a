using System.Text.Json;

namespace Marketplace.Tests;

/// <summary>One event of a stream, or a comment that only keeps the connection alive.</summary>
public sealed record StreamEvent(string? Id, string? Name, string? Data, string? Comment)
{
    /// <summary>Milliseconds after which to connect again, where the stream says so.</summary>
    public string? Retry { get; init; }

    public JsonElement Json => JsonDocument.Parse(Data!).RootElement;

    public string Text(string member) => Json.GetProperty(member).GetString()!;
}

/// <summary>One who reads server-sent events.</summary>
public sealed class EventReader : IAsyncDisposable
{
    /// <summary>Real time after which a test that waits for nothing is told so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Real time in which an event that is due arrives.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(1);

    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;
    private Task<StreamEvent>? reading;

    private EventReader(HttpResponseMessage response, Stream body) => (this.response, lines) = (response, new StreamReader(body));

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;
    public bool NotStored => response.Headers.CacheControl?.NoStore is true;

    public static async Task<EventReader> OpenAsync(Client client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        answer.EnsureSuccessStatusCode();
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Whether another event is there already.</summary>
    public bool HasMore => (reading ??= ReadAsync()).IsCompleted;

    public async Task<StreamEvent> NextAsync()
    {
        var next = await (reading ??= ReadAsync()).WaitAsync(Patience);
        reading = null;
        return next;
    }

    /// <summary>The next event, for which somebody waits so long on the clock.</summary>
    public async Task<StreamEvent> NextAsync(TestClock clock, TimeSpan due)
    {
        reading ??= ReadAsync();
        while (!reading.IsCompleted)
        {
            await Task.WhenAny(reading, clock.AwaitedAsync(due)).WaitAsync(Patience);
            if (!reading.IsCompleted) clock.Advance(due);
            // What fell due takes real time to arrive; moving on at once would let hours pass on a busy machine, and tokens
            // with them. Only where the timer was one that had been given up does nothing come, and the next is awaited.
            await Task.WhenAny(reading, Task.Delay(Arrival));
        }
        return await NextAsync();
    }

    private async Task<StreamEvent> ReadAsync()
    {
        var e = new StreamEvent(null, null, null, null);
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) return e;
            var (field, value) = line.Split(": ", 2) is [var left, var right] ? (left, right) : (line, "");
            e = field switch
            {
                "id" => e with { Id = value },
                "event" => e with { Name = value },
                "data" => e with { Data = e.Data + value },
                "retry" => e with { Retry = value },
                "" => e with { Comment = value },
                _ => throw new FormatException($"'{line}' is no line of an event stream."),
            };
        }
        throw new EndOfStreamException("The stream ended.");
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        lines.Dispose();
        return ValueTask.CompletedTask;
    }
}
