using Marketplace.Api.Http;
using Marketplace.Api.Organizations;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.Tests;
using MediatR;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Http;

/// <summary>What is not the request's fault: each has its own code, says when to come again, and tells nothing of the inside.</summary>
public sealed class UnavailableTests
{
    [TestCase(OutcomeKind.Busy, "writer.saturated")]
    [TestCase(OutcomeKind.Unavailable, "log.unavailable")]
    [TestCase(OutcomeKind.Unknown, "log.outcome_unknown")]
    [TestCase(OutcomeKind.ClockBehind, "clock.behind")]
    public void What_the_log_could_not_do_is_a_503_of_its_own(OutcomeKind kind, string code)
    {
        var answer = Marketplace.Api.Pipeline.Market.Answer(new Outcome(kind, [], null, 7), _ => new Result<string>("written", null));
        Assert.That((answer.Refusal!.Code, Problems.Status(answer.Refusal.Type.Kind)), Is.EqualTo((code, 503)));
    }

    [Test]
    public async Task Our_own_bug_is_a_500_that_says_nothing_but_its_trace()
    {
        await using var market = TestMarket.Open(configure: host => host.ConfigureTestServices(services =>
            services.AddTransient<IRequestHandler<GetOrganization.Query, Result<OrganizationResource>>, Broken>()));
        var reply = (await market.Stranger.Get("/v1/organizations/org_01930000000070008000000000000000")).Refused(500, "server.failed");
        Assert.That(reply.Body, Does.Not.Contain("secret of the inside").And.Contain(reply.Text("traceId")));
    }

    [Test]
    public async Task Who_asks_too_often_is_told_when_to_come_again()
    {
        await using var market = TestMarket.Open(configure: host =>
        {
            host.UseSetting("RateLimits:Enabled", "true");
            host.UseSetting("RateLimits:Requests:Burst", "3");
            host.UseSetting("RateLimits:Requests:PerSecond", "1");
        });
        Reply last;
        var asked = 0;
        do last = await market.Stranger.Get("/v1/organizations");
        while (last.Status == 200 && ++asked < 50);
        last.Refused(429, "rate.limited");
        Assert.That(last.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That(asked, Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task Two_offices_of_a_city_cannot_share_a_registration_point()
    {
        await using var market = TestMarket.Open();
        var admin = await market.JoinAsync(OrganizationKind.MarketOperator, "浙江科技大市场", Role.Operator, Role.PlatformAdmin);
        object Office(string name) => new { kind = "registration_office", nameZh = name, creditCode = market.NextCreditCode(), region = "330200", officePoint = "07" };
        (await admin.Post("/v1/organizations", Office("宁波市技术合同登记一处"))).Is(201);
        (await admin.Post("/v1/organizations", Office("宁波市技术合同登记二处"))).Refused(409, "organization.office_point_taken");
    }

    private sealed class Broken : IRequestHandler<GetOrganization.Query, Result<OrganizationResource>>
    {
        public Task<Result<OrganizationResource>> Handle(GetOrganization.Query request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the secret of the inside");
    }
}
