namespace Marketplace.Api.Http;

/// <summary>Server-sent events over bytes that are made once for all watchers.</summary>
internal static class EventStream
{
    public const string MediaType = "text/event-stream";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Writes each picture as it comes, and a comment when none has come for a while; ends with the connection.</summary>
    public static async Task WriteAsync(HttpContext http, Func<CancellationToken, Task<byte[]>> next, TimeProvider time, CancellationToken ending)
    {
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        if (http.Features.Get<HeadOnly>() is not null) return;
        try
        {
            var picture = next(ending);
            while (!ending.IsCancellationRequested)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
                await Task.WhenAny(picture, Task.Delay(Heartbeat, time, waiting.Token));
                // The timer goes with the wait: ten pictures a second would leave 150 of them behind for each watcher.
                await waiting.CancelAsync();
                if (picture.IsCompleted)
                {
                    await http.Response.Body.WriteAsync(await picture, ending);
                    picture = next(ending);
                }
                else
                {
                    await http.Response.Body.WriteAsync(": still here\n\n"u8.ToArray(), ending);
                }
                await http.Response.Body.FlushAsync(ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The watcher has gone, or the process is ending: either way the stream is over and the client resumes elsewhere.
        }
    }
}
