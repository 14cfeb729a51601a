using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.ReadModel.Tree;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>That the event at a position is in the tree of a size. It says nothing of the event: who has its leaf can go up the path.</summary>
public static class GetInclusionProof
{
    /// <param name="Position">Of the event, from 1.</param>
    /// <param name="Size">Events that the tree has; the tree as it is where this is left out.</param>
    public sealed record Filter(long Position, long? Size);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Proof>;

    /// <param name="Size">Of the tree.</param>
    /// <param name="Root">32 bytes in Base64.</param>
    /// <param name="Path">From the leaf's sibling upwards; 32 bytes each, in Base64.</param>
    public sealed record Proof(long Position, long Size, byte[] Root, IReadOnlyList<byte[]> Path);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/inclusion-proof", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(GetInclusionProof), "Prove that an event is in the log",
            "The audit path of RFC 9162, section 2.1.3, for the leaf at the position in the tree of the size (by default the tree as it is).",
            CheckpointRefusals.SizeOutOfRange, HttpRefusals.ReadModelBehind, HttpRefusals.ReadModelUnavailable)
        .Returns<Proof>();

    internal sealed class Handler(Market market, Projections projections) : IRequestHandler<Query, Result<Proof>>
    {
        public async Task<Result<Proof>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (position, size) = query.Filter;
            var least = size ?? position;
            if (position < 1 || position > least || least > market.Position) return CheckpointRefusals.SizeOutOfRange.With(("position", market.Position));
            var caller = query.Caller with { Position = Math.Max(query.Caller.Position ?? 0, least) };
            var answer = await projections.AskAsync(caller, new ProveInclusion { Positions = [position], Size = size }, cancellationToken);
            if (answer.Refusal is { } refusal) return refusal;
            var proof = answer.Value!;
            return new Proof(position, proof.Size, proof.Root, proof.Paths[0]);
        }
    }
}
