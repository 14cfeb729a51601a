namespace Marketplace.Api.Http;

/// <summary>Server-sent events over bytes that are made once for all watchers.</summary>
internal static class EventStream
{
    public const string MediaType = "text/event-stream";

    /// <summary>The last thing a watcher reads of a process that ends: come again at once, to whichever process answers.</summary>
    private static readonly byte[] ComeAgain = [.. ": this process is ending\nretry: 500\n\n"u8];

    /// <summary>Writes each piece as it comes; ends with the connection, when there is none any more, or with the process: then a hint says when to connect again.</summary>
    /// <param name="ending">The watcher has gone, or the process ends.</param>
    /// <param name="stopping">The process ends.</param>
    /// <param name="next">The next piece: bytes that are made once for all watchers. Its task completes when the watcher has gone.</param>
    public static async Task WriteAsync(HttpContext http, Func<Task, ValueTask<byte[]?>> next, CancellationToken ending, CancellationToken stopping)
    {
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        if (http.Features.Get<HeadOnly>() is not null) return;
        // One registration for the whole stream: thousands of watchers wait ten times a second.
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = ending.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), gone);
        try
        {
            while (await next(gone.Task) is { } bytes) await http.Response.BodyWriter.WriteAsync(bytes, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The watcher has gone, or the process is ending: either way the stream is over and the client resumes elsewhere.
        }
        if (stopping.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested) await http.Response.BodyWriter.WriteAsync(ComeAgain, http.RequestAborted);
    }
}
