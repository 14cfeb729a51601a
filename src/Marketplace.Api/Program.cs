using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Api.Sandbox;

// The settings beside the program are found from wherever it is started; the data folder is the caller's.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1 << 20;
});
builder.Services.AddMarketplace();

var app = builder.Build();
app.UseMiddleware<Heads>();
app.UseMiddleware<Failures>();
app.UseRouting();
app.UseAuthentication();
app.UseMiddleware<Callers>();
app.UseMiddleware<RateLimits>();
app.UseMiddleware<RequestGuard>();
app.MapOpenApiDocument();
app.MapOperations();
if (app.Environment.IsSandbox()) app.Lifetime.ApplicationStarted.Register(() => Greeting.Print(app.Services));
await app.RunAsync();
