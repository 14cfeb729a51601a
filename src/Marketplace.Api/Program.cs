using Marketplace.Api.Hosting;
using Marketplace.Api.Http;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1 << 20;
});
builder.Services.AddMarketplace();

var app = builder.Build();
app.UseMiddleware<Failures>();
app.UseRouting();
app.UseAuthentication();
app.UseMiddleware<Callers>();
app.UseMiddleware<RateLimits>();
app.UseMiddleware<RequestGuard>();
app.MapOpenApiDocument();
app.MapOperations();
await app.RunAsync();
