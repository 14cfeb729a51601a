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
        try
        {
            var picture = next(ending);
            while (!ending.IsCancellationRequested)
            {
                await Task.WhenAny(picture, Task.Delay(Heartbeat, time, ending));
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
