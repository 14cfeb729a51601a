namespace Marketplace.Log.Tests.Escrow;

/// <summary>What one process of the marketplace holds of the log: a store of its own, the cache, the feed and the writer.</summary>
public sealed class LogProcess : IAsyncDisposable
{
    private LogProcess(ILogStore store, ILogModel model, TimeProvider time, WriterOptions options, int cached)
    {
        (Store, Model) = (store, model);
        Cache = new StateCache(store, model, cached);
        Feed = new Feed(store, model);
        Writer = new Writer(store, model, Cache, Feed, time, options);
    }

    public ILogStore Store { get; }
    public ILogModel Model { get; }
    public StateCache Cache { get; }
    public Feed Feed { get; }
    public Writer Writer { get; }

    public static async Task<LogProcess> StartAsync(ILogStore store, TimeProvider time, WriterOptions? options = null, ILogModel? model = null, int cached = 1000)
    {
        var process = new LogProcess(store, model ?? new EscrowModel(), time, options ?? new WriterOptions(), cached);
        await process.Writer.StartAsync(CancellationToken.None);
        return process;
    }

    public async Task<Outcome> RunAsync(LogCommand command) => await Writer.ExecuteAsync(command, CancellationToken.None);

    public async Task<Account> AccountAsync(string stream)
    {
        using var pin = await Cache.PinAsync(stream, CancellationToken.None);
        return pin.Current.As<Account>();
    }

    /// <summary>Keeps the writer inside a decision, so that what is queued meanwhile comes into the next batch together.</summary>
    public async Task<Hold> HoldAsync()
    {
        var hold = new Hold();
        var held = RunAsync(new LogCommand(EscrowCommands.Clerk, [], _ => hold.Wait()));
        await Task.WhenAny(hold.Entered, held);
        return hold;
    }

    /// <summary>Queues commands whose streams are in memory already, so that they are queued in this order and before this returns.</summary>
    public async Task<Task<Outcome>[]> QueueAsync(params LogCommand[] commands)
    {
        foreach (var stream in commands.SelectMany(command => command.Streams)) (await Cache.PinAsync(stream, CancellationToken.None)).Dispose();
        return [.. commands.Select(RunAsync)];
    }

    /// <summary>Runs the commands in one batch, in this order; one that throws has a failed task.</summary>
    public async Task<Task<Outcome>[]> BatchAsync(params LogCommand[] commands)
    {
        using var hold = await HoldAsync();
        return await QueueAsync(commands);
    }

    /// <summary>Runs the commands in one batch, in this order.</summary>
    public async Task<Outcome[]> RunTogetherAsync(params LogCommand[] commands) => await Task.WhenAll(await BatchAsync(commands));

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Store.DisposeAsync();
    }

    public sealed class Hold : IDisposable
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim released = new();

        public Task Entered => entered.Task;

        public Effect Wait()
        {
            entered.TrySetResult();
            released.Wait();
            return Effect.None;
        }

        // Not disposed of: the writer may still be on its way out of it.
        public void Dispose() => released.Set();
    }
}
