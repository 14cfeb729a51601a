using Marketplace.Api.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Marketplace.Api.Sandbox;

/// <summary>What a newcomer reads in the terminal once the sandbox answers.</summary>
internal static class Greeting
{
    public static void Print(IServiceProvider services)
    {
#pragma warning disable RS0030 // The one thing besides Program that speaks to the person at the terminal.
        Console.WriteLine(Text(services));
#pragma warning restore RS0030
    }

    private static string Text(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var folder = services.GetRequiredService<DataFolder>();
        return $"""

            Marketplace sandbox
              page            {address}/swagger
              demo clients    {folder.DemoCredentials}
              data            {folder.Path}

            Try next
              curl '{address}/v1/auctions?limit=3'
              curl '{address}/v1/organizations?kind=university'
              MARKETPLACE_URL={address} MARKETPLACE_DATA={folder.Path} api-specs/examples/walkthrough.sh

            Ctrl+C ends it; the next start finds the same data.

            """;
    }
}
