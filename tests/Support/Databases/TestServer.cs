using System.Reflection;
using System.Security.Cryptography;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace Marketplace.Tests.Databases;

/// <summary>
/// The SQL Server that the suites run on: <c>MARKETPLACE_SQLSERVER</c>, a connection string of a login that may make databases; or a
/// container, where the tests were built with <c>-p:Testcontainers=true</c>. Without either a test that wants one is a counted skip;
/// <c>MARKETPLACE_REQUIRE=sqlserver</c> makes it a failure.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<Task<string?>> Started = new(StartAsync);

    /// <summary>Whether a server was named; every suite then runs on it.</summary>
    public static bool IsNamed => Named is not null;

    public static bool IsRequired => Environment.GetEnvironmentVariable("MARKETPLACE_REQUIRE") is { } required && required.Split(',').Contains("sqlserver");

    private static string? Named => Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 } named ? named : null;

    private static bool MayStart =>
        typeof(TestServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(data => data is { Key: "Testcontainers", Value: "true" });

    /// <summary>Its connection string; ends the test as skipped or failed where there is none.</summary>
    public static async Task<string> RequireAsync()
    {
        if (await Started.Value is { } server) return server;
        const string Why = "There is no SQL Server: MARKETPLACE_SQLSERVER names none, and the tests were not built with -p:Testcontainers=true.";
        if (IsRequired) Assert.Fail($"{Why} MARKETPLACE_REQUIRE asks for one.");
        Assert.Ignore(Why);
        throw new InvalidOperationException(Why);
    }

    private static async Task<string?> StartAsync() => Named ?? (MayStart ? await Container.StartAsync() : null);

    /// <summary>Apart from the rest, because it loads what only a build with containers has.</summary>
    private static class Container
    {
        public static async Task<string> StartAsync()
        {
            var password = $"Mp1-{RandomNumberGenerator.GetHexString(24)}";
            var builder = new ContainerBuilder(Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER_IMAGE") ?? "mcr.microsoft.com/mssql/server:2022-latest")
                .WithEnvironment("ACCEPT_EULA", "Y")
                .WithEnvironment("MSSQL_SA_PASSWORD", password)
                .WithPortBinding(1433, assignRandomHostPort: true)
                .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("SQL Server is now ready for client connections"));
            // Build() names a type of the Docker client, which is left out of a build that wants no container: so it is bound at run time.
            IContainer container = ((dynamic)builder).Build();
            await container.StartAsync();
            return $"Server={container.Hostname},{container.GetMappedPublicPort(1433)};User Id=sa;Password={password};TrustServerCertificate=true";
        }
    }
}
