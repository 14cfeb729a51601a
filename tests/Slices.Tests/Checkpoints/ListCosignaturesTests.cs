using Marketplace.Tests;
using Marketplace.Verify;

namespace Marketplace.Slices.Tests.Checkpoints;

public sealed class ListCosignaturesTests : WitnessFixture
{
    [Test]
    public async Task Everybody_reads_who_saw_a_checkpoint()
    {
        var (first, second) = (await MinuteAsync(), await MinuteAsync());
        (await CosignAsync(second, Key.Cosign(second, Market.Now))).Is(201);
        Assert.That((await Market.Stranger.Get($"/v1/log/checkpoints/{first["size"].GetInt64()}/cosignatures")).Is(200)["items"].GetArrayLength(), Is.Zero);
        Assert.That((await Market.Stranger.Get($"/v1/log/checkpoints/{second["size"].GetInt64()}/cosignatures")).Is(200)["items"][0].GetProperty("witness").GetString(), Is.EqualTo(Witness));
        (await Market.Stranger.Get("/v1/log/checkpoints/1/cosignatures")).Refused(404, "checkpoint.not_found");
    }

    [Test]
    public async Task The_offline_checker_holds_a_record_against_what_the_witness_saw()
    {
        var deal = await Deal.OpenAsync(Market);
        (await deal.BidAsync(1, 350)).Is(201);
        await Market.AdvanceToAsync(deal.ClosesAt.AddMinutes(1));
        var record = (await Market.Stranger.Get($"{deal.Path}/record")).Is(200).Json;
        var keys = (await Market.Stranger.Get("/.well-known/jwks.json")).Is(200).Json;
        var checkpoint = (await Market.Stranger.Get("/v1/log/checkpoint")).Is(200);
        (await CosignAsync(checkpoint, Key.Cosign(checkpoint, Market.Now))).Is(201);
        var evidence = Evidence.None with
        {
            Witnesses = Marketplace.Verify.Witness.Read((await Market.Stranger.Get("/v1/log/witnesses")).Is(200).Json),
            Cosignatures = Cosignature.Read((await Market.Stranger.Get($"/v1/log/checkpoints/{checkpoint["size"].GetInt64()}/cosignatures")).Is(200).Json),
        };
        var honest = Check(evidence);
        Assert.That(honest.Holds, Is.True, string.Join('\n', honest.Findings));
        Assert.That(honest.Findings.Select(finding => finding.What), Has.Some.Contains("浙江省科技信息研究院 saw the checkpoint of the record"));

        // The witness was shown another log of the same length.
        var twoFaced = Check(evidence with { Cosignatures = [new Cosignature(Witness, Key.Cosign(checkpoint, Market.Now, root: Convert.ToBase64String(new byte[32])))] });
        Assert.That(twoFaced.Holds, Is.False);
        Assert.That(twoFaced.Findings.Select(finding => finding.What), Has.Some.StartsWith("two different logs"));

        using var stranger = new TestWitness();
        Assert.That(Check(evidence with { Cosignatures = [new Cosignature(Witness, stranger.Cosign(checkpoint, Market.Now))] }).Holds, Is.False, "another's signature");
        Assert.That(Check(evidence with { Witnesses = [] }).Findings, Has.Some.Matches<Finding>(finding => finding.Holds is null && finding.What.Contains("its key was not given", StringComparison.Ordinal)));

        RecordCheck Check(Evidence given)
        {
            var check = new RecordCheck(Signatures.Read(keys));
            check.Check(AuctionRecord.Read(record), given);
            return check;
        }
    }
}
