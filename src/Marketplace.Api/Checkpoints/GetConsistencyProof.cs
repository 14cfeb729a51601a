using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.ReadModel.Tree;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>That nothing which one checkpoint covered was changed up to another.</summary>
public static class GetConsistencyProof
{
    /// <param name="First">Events that the earlier tree has: the size of a checkpoint.</param>
    /// <param name="Second">Events that the later tree has.</param>
    public sealed record Filter(long First, long Second);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Proof>;

    /// <param name="FirstRoot">32 bytes in Base64; as the first checkpoint has it.</param>
    /// <param name="SecondRoot">32 bytes in Base64; as the second checkpoint has it.</param>
    /// <param name="Path">32 bytes each, in Base64.</param>
    public sealed record Proof(long First, byte[] FirstRoot, long Second, byte[] SecondRoot, IReadOnlyList<byte[]> Path);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/consistency-proof", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(GetConsistencyProof), "Prove that the log only grew",
            "The consistency proof of RFC 9162, section 2.1.4: the tree of the first size is the beginning of that of the second.",
            CheckpointRefusals.SizeOutOfRange, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Proof>();

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Proof>>
    {
        public async Task<Result<Proof>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (first, second) = query.Filter;
            if (first < 1 || first > second || second > market.Position) return CheckpointRefusals.SizeOutOfRange.With(("position", market.Position));
            var caller = query.Caller with { Position = Math.Max(query.Caller.Position ?? 0, second) };
            var answer = await projections.AskAsync(caller, new ProveConsistency { First = first, Second = second }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            var proof = answer.Value!;
            return new Proof(first, proof.FirstRoot, second, proof.SecondRoot, proof.Path);
        }
    }
}
