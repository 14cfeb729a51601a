using Marketplace.Api.Checkpoints;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using Marketplace.Log;

namespace Marketplace.Api.Contracts;

/// <summary>Makes out certificates, each bound to the log by the position of its registration and a signed checkpoint that covers it.</summary>
internal sealed class Certificates(Market market, ILogStore store, CheckpointBook checkpoints, CertificateCodes codes)
{
    private static readonly string Registration = EventCatalogue.All.Single(e => e.Type == typeof(ContractRegistered)).Name;

    /// <summary>The contract's certificate; none where it is not registered. One that was registered elsewhere has a number, and its certificate is that office's.</summary>
    public async Task<CertificateResource?> OfAsync(Snapshot<Contract> contract, CancellationToken cancel)
    {
        if (contract.State is not { Number: not null, Office: { } registrar }) return null;
        var office = await market.ReadAsync<Organization>(registrar, cancel);
        var position = (await store.ReadStreamAsync(contract.Id, 0, (int)contract.Version, cancel)).Last(e => e.Type == Registration).Position;
        var checkpoint = await checkpoints.CoveringAsync(position, cancel);
        return CertificateResource.From(contract, office.State, codes.Of(contract.Id), position, checkpoint?.Jws);
    }
}
