using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class CosignCheckpointTests : WitnessFixture
{
    [Test]
    public async Task A_witness_cosigns_what_it_saw_once()
    {
        var checkpoint = await MinuteAsync();
        var jws = Key.Cosign(checkpoint, Market.Now);
        var made = (await CosignAsync(checkpoint, jws)).Is(201);
        Assert.That((made.Text("witness"), made["size"].GetInt64(), made["seenAt"].GetDateTimeOffset(), made.Text("jws")), Is.EqualTo((Witness, checkpoint["size"].GetInt64(), Market.Now, jws)));
        var position = Market.Position;
        (await CosignAsync(checkpoint, Key.Cosign(checkpoint, Market.Now))).Is(201);
        Assert.That(Market.Position, Is.EqualTo(position), "a size is cosigned once");
    }

    [Test]
    public async Task The_log_is_cosigned_in_its_order()
    {
        var (first, second) = (await MinuteAsync(), await MinuteAsync());
        (await CosignAsync(second, Key.Cosign(second, Market.Now))).Is(201);
        (await CosignAsync(first, Key.Cosign(first, Market.Now))).Refused(409, "cosignature.not_later");
    }

    [Test]
    public async Task A_signature_on_anything_else_is_refused()
    {
        var (checkpoint, position) = (await MinuteAsync(), Market.Position);
        using var other = new TestWitness();
        string[] bad =
        [
            "eyJ", "a.b.c", Key.Cosign(checkpoint, Market.Now, size: 1), Key.Cosign(checkpoint, Market.Now, root: Convert.ToBase64String(new byte[32])), Key.Cosign(checkpoint, Market.Now, origin: "another"),
            Key.Cosign(checkpoint, Market.Now, type: "marketplace-checkpoint+jws"), other.Cosign(checkpoint, Market.Now), checkpoint.Text("jws"),
        ];
        foreach (var jws in bad)
        {
            var refused = await CosignAsync(checkpoint, jws);
            refused.Refused(422, "cosignature.invalid");
            Assert.That(refused["errors"][0].GetProperty("pointer").GetString(), Is.EqualTo("/jws"));
        }
        Assert.That(Market.Position, Is.EqualTo(position));
    }

    [Test]
    public async Task Only_a_witness_cosigns_and_only_what_was_signed()
    {
        var checkpoint = await MinuteAsync();
        (await CosignAsync(checkpoint, Key.Cosign(checkpoint, Market.Now), await JoinAsync())).Refused(403, "witness.not_registered");
        (await CosignAsync(checkpoint, Key.Cosign(checkpoint, Market.Now), Market.Stranger)).Refused(401, "token.missing");
        (await Institute.Post("/v1/log/checkpoints/1/cosignatures", new { jws = Key.Cosign(checkpoint, Market.Now) })).Refused(404, "checkpoint.not_found");
        (await Institute.Post("/v1/log/checkpoints/999999/cosignatures", new { jws = Key.Cosign(checkpoint, Market.Now) })).Refused(404, "checkpoint.not_found");
    }
}
