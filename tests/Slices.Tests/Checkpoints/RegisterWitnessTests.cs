using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class RegisterWitnessTests : WitnessFixture
{
    [Test]
    public async Task A_new_key_replaces_the_former_which_stays_published()
    {
        var institute = await JoinAsync();
        using var first = new TestWitness();
        using var second = new TestWitness();
        (await institute.Post("/v1/log/witnesses", first.Registration)).Is(201);
        (await institute.Post("/v1/log/witnesses", first.Registration)).Refused(409, "witness.key_unchanged");
        var replaced = (await institute.Post("/v1/log/witnesses", second.Registration)).Is(201);
        Assert.That((replaced["current"].GetBoolean(), replaced.Text("key.x")), Is.EqualTo((true, second.X)));

        var own = (await Market.Stranger.Get("/v1/log/witnesses")).Is(200)["items"].EnumerateArray().Where(each => each.GetProperty("organization").GetString() == institute.Organization);
        Assert.That(own.Select(each => (each.GetProperty("key").GetProperty("x").GetString(), each.GetProperty("current").GetBoolean())), Is.EqualTo(new[] { (first.X, false), (second.X, true) }));
    }

    [Test]
    public async Task The_21st_key_of_one_organization_is_refused()
    {
        var institute = await JoinAsync();
        for (var i = 0; i < 20; i++)
        {
            using var key = new TestWitness();
            (await institute.Post("/v1/log/witnesses", key.Registration)).Is(201);
        }
        using var last = new TestWitness();
        (await institute.Post("/v1/log/witnesses", last.Registration)).Refused(409, "witness.too_many_keys");
    }

    [Test]
    public async Task Who_runs_the_market_does_not_witness_it()
    {
        using var key = new TestWitness();
        (await (await JoinAsync(OrganizationKind.MarketOperator)).Post("/v1/log/witnesses", key.Registration)).Refused(403, "witness.not_outside");
    }

    [TestCase("AAAA", "/x", TestName = "A coordinate of 3 bytes is refused")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "", TestName = "A point beside the curve is refused")]
    public async Task What_is_no_key_is_refused(string x, string pointer)
    {
        using var key = new TestWitness();
        var position = Market.Position;
        var refused = await Institute.Post("/v1/log/witnesses", new { name = "见证", x, y = key.Y });
        refused.Refused(422, "request.invalid");
        Assert.That((refused["errors"][0].GetProperty("pointer").GetString(), Market.Position), Is.EqualTo((pointer, position)));
    }
}
