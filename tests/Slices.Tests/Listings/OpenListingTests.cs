using System.Text;
using Marketplace.Log;
using Marketplace.Slices.Tests.Achievements;
using Marketplace.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Slices.Tests.Listings;

public sealed class OpenListingTests : AchievementFixture
{
    private async Task<Reply> Open(object? askPrice = null, object? reserve = null, string mode = "transfer", string method = "auction", string? achievement = null, string? market = null) =>
        await Desk.University.Post("/v1/listings", new
        {
            achievement = achievement ?? (await Desk.ApprovedAsync()).Id,
            market = market ?? Desk.Operator.Organization,
            transferMode = mode,
            priceMethod = method,
            askPrice,
            reserve,
        });

    [Test]
    public async Task An_approved_achievement_is_listed_and_everybody_sees_it()
    {
        var opened = (await Open()).Is(201);
        var read = (await Desk.Stranger.Get($"/v1/listings/{opened.Id}")).Is(200);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Body, Is.EqualTo(opened.Body));
            Assert.That(opened.Header("Location"), Is.EqualTo($"/v1/listings/{opened.Id}"));
            Assert.That(read.Text("state"), Is.EqualTo("open"));
            Assert.That(read.Text("seller"), Is.EqualTo(Desk.University.Organization));
            Assert.That(read["hasReserve"].GetBoolean(), Is.False);
        }
    }

    [Test]
    public async Task A_reserve_is_sealed_before_it_reaches_the_log()
    {
        var opened = (await Open(reserve: Client.Yuan(3_456_789.01m))).Is(201);
        Assert.That(opened["hasReserve"].GetBoolean(), Is.True);
        Assert.That(opened.Body, Does.Not.Contain("345678901"));
        var stored = await Desk.Market.Services.GetRequiredService<ILogStore>().ReadStreamAsync(opened.Id, 0, 10, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(stored.Single().Data), Does.Not.Contain("345678901").And.Contain("reserve"));
    }

    [Test]
    public async Task An_achievement_is_listed_once_at_a_time()
    {
        var achievement = (await Desk.ApprovedAsync()).Id;
        var first = (await Open(achievement: achievement)).Is(201);
        Assert.That((await Open(achievement: achievement)).Refused(409, "listing.achievement_taken").Pointers, Is.EqualTo(new[] { "/achievement" }));
        (await Desk.University.Post($"/v1/listings/{first.Id}/withdrawal")).Is(200);
        (await Open(achievement: achievement)).Is(201);
    }

    [Test]
    public async Task Of_ten_at_once_one_is_opened()
    {
        var achievement = (await Desk.ApprovedAsync()).Id;
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Open(achievement: achievement)));
        Assert.That(replies.Count(reply => reply.Status == 201), Is.EqualTo(1));
        Assert.That(replies.Count(reply => reply.Code == "listing.achievement_taken"), Is.EqualTo(9));
    }

    [Test]
    public async Task What_does_not_fit_is_pointed_at()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Open(achievement: (await Desk.SubmittedAsync()).Id)).Refused(409, "listing.achievement_not_approved").Pointers, Is.EqualTo(new[] { "/achievement" }));
            Assert.That((await Open(achievement: "ach_0198d3a1b2c37000800000000000a001")).Refused(422, "listing.achievement_unknown").Pointers, Is.EqualTo(new[] { "/achievement" }));
            Assert.That((await Open(achievement: Desk.University.Organization)).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/achievement" }));
            Assert.That((await Open(market: Desk.University.Organization)).Refused(422, "listing.market_unknown").Pointers, Is.EqualTo(new[] { "/market" }));
            Assert.That((await Open(mode: "equity_contribution")).Refused(422, "listing.mode_not_offered").Pointers, Is.EqualTo(new[] { "/transferMode" }));
            Assert.That((await Open(method: "listing")).Refused(422, "listing.ask_price_missing").Pointers, Is.EqualTo(new[] { "/askPrice" }));
            Assert.That((await Open(method: "agreement", reserve: Client.Yuan(1))).Refused(422, "listing.reserve_without_auction").Pointers, Is.EqualTo(new[] { "/reserve" }));
            Assert.That((await Open(reserve: Client.Yuan(-1))).Refused(422, "request.invalid").Pointers, Is.EqualTo(new[] { "/reserve" }));
        }
    }

    [Test]
    public async Task Another_s_achievement_is_as_unknown_as_none()
    {
        var achievement = (await Desk.ApprovedAsync()).Id;
        var body = new { achievement, market = Desk.Operator.Organization, transferMode = "transfer", priceMethod = "auction" };
        (await Desk.Other.Post("/v1/listings", body)).Refused(422, "listing.achievement_unknown");
        (await Desk.Operator.Post("/v1/listings", body)).Refused(403, "role.missing");
        (await Desk.Stranger.Post("/v1/listings", body)).Refused(401, "token.missing");
    }
}
