using Marketplace.Domain;
using Marketplace.Tests;

namespace Marketplace.Slices.Tests.Checkpoints;

/// <summary>A market whose checkpoints somebody outside watches.</summary>
public abstract class WitnessFixture : CheckpointFixture
{
    protected TestWitness Key { get; } = new();
    protected Client Institute { get; private set; } = null!;
    protected string Witness { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task WatchAsync()
    {
        Institute = await JoinAsync();
        Witness = (await Institute.Post("/v1/log/witnesses", Key.Registration)).Is(201).Id;
    }

    [OneTimeTearDown]
    public void Forget() => Key.Dispose();

    protected Task<Client> JoinAsync(OrganizationKind kind = OrganizationKind.ResearchInstitute) => Market.JoinAsync(kind, "浙江省科技信息研究院", Role.OrgAdmin);

    protected Task<Reply> CosignAsync(Reply checkpoint, string jws, Client? caller = null) =>
        (caller ?? Institute).Post($"/v1/log/checkpoints/{checkpoint["size"].GetInt64()}/cosignatures", new { jws });
}
