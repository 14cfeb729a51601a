using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>The last checkpoint that was signed into the log.</summary>
public static class GetCheckpoint
{
    public sealed record Query(Caller Caller) : IQuery<Checkpoint>;

    /// <param name="Epoch">0, and one more with each restore.</param>
    /// <param name="Size">Leaves of the tree: the position of the last event that it covers.</param>
    /// <param name="Root">32 bytes in Base64.</param>
    /// <param name="Jws">The same, signed (RFC 7515); its key is at <c>/.well-known/jwks.json</c>.</param>
    public sealed record Checkpoint(int Epoch, long Size, byte[] Root, Instant SignedAt, string Jws)
    {
        internal static Checkpoint From(CheckpointSigned signed) => new(signed.Epoch, signed.Size, signed.Root, signed.SignedAt, signed.Jws);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/checkpoint", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(GetCheckpoint), "Read the last signed checkpoint",
            "One is signed each minute in which anything happened, and at the end of each auction. Keep one, and every later one can be held against it.", CheckpointRefusals.NoCheckpoint)
        .Returns<Checkpoint>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Checkpoint>>
    {
        public async Task<Result<Checkpoint>> Handle(Query query, CancellationToken cancellationToken) =>
            (await market.ReadAsync<LogCheckpoints>(LogCheckpoints.Stream, cancellationToken)).State.Last is { } last ? Checkpoint.From(last) : CheckpointRefusals.NoCheckpoint;
    }
}
