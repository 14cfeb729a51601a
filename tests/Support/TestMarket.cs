using System.Net.Http.Headers;
using Marketplace.Api.Hosting;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Identifiers;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Tests.Databases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Tests;

/// <summary>
/// A whole marketplace on a database of its own (a SQL Server's where <c>MARKETPLACE_SQLSERVER</c> names one): the sandbox without its seed, on a clock that stands still at
/// 2026-08-03 09:00 Shanghai time until the test moves it.
/// </summary>
public sealed class TestMarket : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 8, 3, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly WebApplicationFactory<Program> factory;
    private readonly bool keepsFolder;
    private readonly Undeclared undeclared = new();
    private int members;
    private Client? clockKeeper;

    private TestMarket(string? folder, Action<IWebHostBuilder>? configure, bool overTcp)
    {
        keepsFolder = folder is not null;
        Folder = folder ?? Directory.CreateTempSubdirectory("marketplace-test-").FullName;
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Sandbox");
            foreach (var (name, value) in SettingsOf(Folder)) host.UseSetting(name, value);
            host.UseSetting("Seed", "false");
            host.UseSetting("RateLimits:Enabled", "false");
            // A timer of its own would come between the commands of a test at another place each time.
            host.UseSetting("Checkpoints:Seconds", "0");
            host.UseSetting("Logging:LogLevel:Default", "Warning");
            host.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(undeclared).Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
            configure?.Invoke(host);
        });
        if (overTcp) factory.UseKestrel(0);
        Stranger = new Client(factory.CreateClient());
    }

    /// <summary>Where a marketplace of this folder keeps what: in it, or on the server that is named, in databases that belong to the folder.</summary>
    public static IEnumerable<(string Name, string Value)> SettingsOf(string folder) => !Databases.TestServer.IsNamed ? [("Data", folder)] :
    [
        ("Data", folder), ("Documents:Folder", Path.Combine(folder, "documents")),
        ("Log:SqlServer", TestDatabase.OfFolder(folder).ConnectionString), ("Keys:SqlServer", TestDatabase.OfFolder(folder, DatabaseUse.Keys).ConnectionString),
    ];

    public TestClock Clock { get; } = new(Start);

    public string Folder { get; }

    /// <summary>Market time.</summary>
    public DateTimeOffset Now => Services.GetRequiredService<Marketplace.Api.Pipeline.Market>().Now.ToDateTimeOffset();

    /// <summary>One without a token.</summary>
    public Client Stranger { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>Where the log stands.</summary>
    public long Position => Services.GetRequiredService<Market>().Position;

    /// <param name="folder">Kept afterwards; a folder of its own, which goes with it, where it is left out.</param>
    /// <param name="overTcp">Whether the real server answers on a port of 127.0.0.1, for what only that does.</param>
    public static TestMarket Open(string? folder = null, Action<IWebHostBuilder>? configure = null, bool overTcp = false) => new(folder, configure, overTcp);

    /// <summary>A person of a new, verified organization.</summary>
    public async Task<Client> JoinAsync(OrganizationKind kind, string name, params Role[] roles)
    {
        var point = kind is OrganizationKind.RegistrationOffice ? $"{++members % 99 + 1:00}" : null;
        var organization = await Services.GetRequiredService<Bootstrap>().AddOrganizationAsync(
            new OrganizationDetails(kind, name, null, NextCreditCode(), "330100", point), CancellationToken.None);
        return await JoinAsync(organization, roles);
    }

    /// <summary>Another person of an organization that exists.</summary>
    public async Task<Client> JoinAsync(string organization, params Role[] roles)
    {
        var person = await Services.GetRequiredService<Bootstrap>().AddPersonAsync(
            organization, new PersonProfile("陈志远", "chen@example.cn", "13800000000"), [.. roles], CancellationToken.None);
        return await SignInAsync(organization, person.ClientId, person.ClientSecret);
    }

    public async Task<Client> SignInAsync(string organization, string clientId, string secret)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", clientId), new("client_secret", secret)]);
        using var response = await Stranger.Http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        var reply = await Reply.FromAsync(response);
        var http = factory.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reply.Is(200).Text("access_token"));
        return new Client(http, organization, clientId, secret);
    }

    /// <summary>Appends events as they stand: what no operation makes, or made before the rules of today.</summary>
    public async Task AppendAsync(string stream, params Event[] events)
    {
        var outcome = await Services.GetRequiredService<Writer>().ExecuteAsync(new LogCommand("system:test", [stream], _ =>
            events.Aggregate(Effect.None, (effect, e) => effect.Append(stream, e))), CancellationToken.None);
        if (!outcome.Written) throw new InvalidOperationException($"The log answered {outcome.Kind}.");
    }

    /// <summary>Moves the market clock; what falls due on the way is done when this returns.</summary>
    public Task AdvanceAsync(TimeSpan by) => MoveClockAsync(new { by = System.Xml.XmlConvert.ToString(by) });

    public Task AdvanceToAsync(DateTimeOffset until) => MoveClockAsync(new { until = until.ToString("O") });

    /// <summary>The keeper of the clock signs in again once its token has run out: a market of many tests outlives it.</summary>
    private async Task MoveClockAsync(object order)
    {
        clockKeeper ??= await JoinAsync(OrganizationKind.MarketOperator, "测试时钟", Role.Operator);
        var reply = await clockKeeper.Post("/sandbox/clock", order);
        if (reply.Status == 401)
        {
            clockKeeper = await SignInAsync(clockKeeper.Organization, clockKeeper.Subject, clockKeeper.Secret);
            reply = await clockKeeper.Post("/sandbox/clock", order);
        }
        reply.Is(200);
    }

    public string NextCreditCode() => Complete($"91330100MA{++members:0000000}");

    private static string Complete(string first17) => first17 + CreditCode.CheckCharacter(first17);

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        if (!keepsFolder)
        {
            Directory.Delete(Folder, recursive: true);
            if (Databases.TestServer.IsNamed)
                foreach (var use in Enum.GetValues<DatabaseUse>()) await TestDatabase.OfFolder(Folder, use).DisposeAsync();
        }
        if (undeclared.Found.Any()) throw new InvalidOperationException($"Operations answered what they do not declare: {string.Join("; ", undeclared.Found)}.");
    }
}
