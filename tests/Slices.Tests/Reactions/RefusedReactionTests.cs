using System.Collections.Concurrent;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using Marketplace.Tests;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Slices.Tests.Reactions;

public sealed class RefusedReactionTests
{
    [Test]
    public async Task A_reaction_that_is_refused_leaves_a_line_with_ids_and_the_code_and_no_more()
    {
        using var lines = new Lines();
        await using var market = TestMarket.Open(configure: host => host.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(lines)));
        var university = await market.JoinAsync(OrganizationKind.University, "浙江理工大学", Role.Publisher);
        var outcome = await market.Services.GetRequiredService<Market>().FollowAsync("end_suspension", $"{university.Organization}@1785718800000", new Instant(1_785_718_800_000),
            [university.Organization], log => log.State<Organization>(university.Organization).Reinstate(Actor.System("end_suspension")).On(university.Organization), CancellationToken.None);
        Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Refused));
        Assert.That(lines.All, Is.EqualTo(new[] { (LogLevel.Warning, $"The reaction end_suspension to {university.Organization}@1785718800000 was refused: organization.not_suspended.") }));
    }

    /// <summary>What the marketplace's own code has logged from warnings on.</summary>
    private sealed class Lines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

        public IEnumerable<(LogLevel Level, string Text)> All => lines;

        public ILogger CreateLogger(string categoryName) => new Writing(categoryName.StartsWith("Marketplace.", StringComparison.Ordinal) ? lines : []);

        public void Dispose()
        {
            // Nothing is held.
        }

        private sealed class Writing(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel)) lines.Enqueue((logLevel, formatter(state, exception)));
            }
        }
    }
}
