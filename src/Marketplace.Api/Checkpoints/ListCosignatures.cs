using System.ComponentModel;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Checkpoints;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>Which witnesses saw a checkpoint.</summary>
public static class ListCosignatures
{
    public sealed record Query(Caller Caller, long Size) : IQuery<Page<CosignCheckpoint.Cosignature>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/checkpoints/{size}/cosignatures", ([Description("Size of the checkpoint: the position of the last event that it covers.")] long size, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), size)))
        .Describe(typeof(ListCosignatures), "List a checkpoint's cosignatures", "In the order in which the witnesses came. The offline checker takes this answer as it is.", CheckpointRefusals.NotFound)
        .Returns<Page<CosignCheckpoint.Cosignature>>();

    internal sealed class Handler(Market market, CheckpointBook checkpoints) : IRequestHandler<Query, Result<Page<CosignCheckpoint.Cosignature>>>
    {
        public async Task<Result<Page<CosignCheckpoint.Cosignature>>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await checkpoints.CoveringAsync(query.Size, cancellationToken) is not { } signed || signed.Size != query.Size) return CheckpointRefusals.NotFound;
            var cosignatures = new List<CosignCheckpoint.Cosignature>();
            foreach (var witness in (await market.ReadAsync<Witnesses>(Witnesses.Stream, cancellationToken)).State.All)
                if (await checkpoints.CosignedAsync(witness.Witness, query.Size, cancellationToken) is { } cosigned)
                    cosignatures.Add(CosignCheckpoint.Cosignature.Of(witness.Witness, cosigned));
            return new Page<CosignCheckpoint.Cosignature>(cosignatures, null);
        }
    }
}
