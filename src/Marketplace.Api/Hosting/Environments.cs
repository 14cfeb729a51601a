namespace Marketplace.Api.Hosting;

internal static class Environments
{
    /// <summary>A marketplace to try things in: its clock can be moved, it seeds itself and makes its own keys.</summary>
    public const string Sandbox = "Sandbox";

    public static bool IsSandbox(this IHostEnvironment environment) => environment.IsEnvironment(Sandbox);
}
