using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.Sandbox;
using Marketplace.Api.Tokens;
using Marketplace.Log;

#pragma warning disable RS0030 // Program speaks to the person at the terminal.

// Whatever the machine's language is: numbers and dates have one form. SqlClient refuses to work without the cultures themselves.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// The writer's flush holds one of the pool's threads and no processor, and so does a read of the store; a core would stand idle meanwhile.
ThreadPool.GetMinThreads(out var workers, out var completions);
ThreadPool.SetMinThreads(workers + 2, completions);

try
{
    var verb = Verbs.Find(args);
    // The settings beside the program are found from wherever it is started; the data folder is the caller's.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1 << 20;
    });
    builder.Services.AddMarketplace();

    await using var app = builder.Build();
    if (verb is not null)
    {
        await verb.CarryOutAsync(args, app.Services, Console.Out);
        return 0;
    }
    app.Services.RequireKeys();
    app.UseMiddleware<Heads>();
    app.UseMiddleware<Failures>();
    app.UseRouting();
    app.UseMiddleware<Callers>();
    app.UseMiddleware<RateLimits>();
    app.UseMiddleware<RequestGuard>();
    app.MapOpenApiDocument();
    app.MapOperations();
    if (app.Environment.IsSandbox()) app.Lifetime.ApplicationStarted.Register(() => Greeting.Print(app.Services));
    await app.RunAsync();
    return 0;
}
catch (Exception stop) when (stop is ConfigurationException or UsageException or RefusedException or StoreException)
{
    Console.Error.WriteLine(stop.Message);
    return 1;
}
