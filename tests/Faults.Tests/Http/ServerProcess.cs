using System.Diagnostics;
using System.Net.Http.Headers;
using Marketplace.Tests;

namespace Marketplace.Faults.Tests.Http;

/// <summary>The marketplace as it is started by hand, in a process of its own that can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Real time after which a server that does not answer is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly HttpClient http;

    private ServerProcess(Process process, string address)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
        Stranger = new Client(http);
    }

    public Client Stranger { get; }

    public Uri Address => http.BaseAddress!;

    /// <summary>Returns when it answers, on a port that was free.</summary>
    /// <param name="folder">Its data.</param>
    /// <param name="seed">Whether the sandbox begins with its demo clients and the auctions on record.</param>
    public static async Task<ServerProcess> StartAsync(string folder, bool seed = false)
    {
        var started = Start(folder, "--RateLimits:Enabled=false", $"--Seed={seed}");
        while (await started.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["page", var page]) continue;
            // Nobody reads the rest; a pipe that is full would hold the server up.
            _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new ServerProcess(started, page[..page.IndexOf("/swagger", StringComparison.Ordinal)]);
        }
        await started.WaitForExitAsync();
        using (started) throw new InvalidOperationException($"The server ended with {started.ExitCode}.");
    }

    /// <summary>Runs to its end, as a start that is refused does.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(string folder, params string[] args)
    {
        using var started = Start(folder, args);
        _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var error = started.StandardError.ReadToEndAsync();
        await started.WaitForExitAsync().WaitAsync(Patience);
        return (started.ExitCode, await error);
    }

    private static Process Start(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Marketplace.Api.dll"), .. TestMarket.SettingsOf(folder).Select(setting => $"--{setting.Name}={setting.Value}"), "--urls=http://127.0.0.1:0", "--environment=Sandbox", "--Logging:LogLevel:Default=Warning", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    public async Task<Client> SignInAsync(Client known)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", known.Subject), new("client_secret", known.Secret)]);
        using var response = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        response.EnsureSuccessStatusCode();
        using var token = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var signedIn = new HttpClient { BaseAddress = http.BaseAddress, Timeout = Patience };
        signedIn.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.RootElement.GetProperty("access_token").GetString());
        return new Client(signedIn, known.Organization, known.Subject, known.Secret);
    }

    /// <summary>kill -9: nothing of it runs any more.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }
}
