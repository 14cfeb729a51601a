using Marketplace.Benchmarks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(EmptyPost))]

namespace Marketplace.Benchmarks;

/// <summary>
/// The yardstick: a POST that does nothing, in the server that is measured, with nothing before it but Kestrel and routing.
/// What the marketplace's own operations pay more is ours. A GET says how many bytes the process has allocated.
/// </summary>
public sealed class EmptyPost : IHostingStartup
{
    public const string Path = "/empty";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, Branch>());

    private sealed class Branch : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.MapWhen(http => http.Request.Path.Value == Path, branch =>
            {
                branch.UseRouting();
                branch.UseEndpoints(endpoints =>
                {
                    endpoints.MapPost(Path, http => Task.CompletedTask);
                    endpoints.MapGet(Path, http => http.Response.WriteAsync($"{GC.GetTotalAllocatedBytes()}"));
                });
            });
            next(app);
        };
    }
}
