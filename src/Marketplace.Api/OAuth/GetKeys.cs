using System.Buffers.Text;
using System.Security.Cryptography;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Tokens;
using MediatR;

namespace Marketplace.Api.OAuth;

/// <summary>The public keys by which anyone checks what the marketplace signed (RFC 7517).</summary>
public static class GetKeys
{
    /// <param name="Keys">The one that signs now, then those that signed before.</param>
    public sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    /// <summary>A key on the curve P-256 (RFC 7518, section 6.2.1).</summary>
    /// <param name="Kid">By which a signature names its key.</param>
    /// <param name="X">32 bytes in Base64url.</param>
    /// <param name="Y">32 bytes in Base64url.</param>
    public sealed record PublicKey(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y)
    {
        internal static PublicKey Of(ECDsa key, string id)
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new("EC", "P-256", "sig", "ES256", id, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        }
    }

    public sealed record Query(Caller Caller) : IQuery<KeySet>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/.well-known/jwks.json", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(GetKeys), "Read the public keys", "Tokens, receipts and checkpoints are signed with ES256. A key that was replaced stays here, so that what it signed can be checked for ever.")
        .Returns<KeySet>();

    internal sealed class Handler(SigningKey key) : IRequestHandler<Query, Result<KeySet>>
    {
        public Task<Result<KeySet>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult<Result<KeySet>>(new KeySet([.. key.All.Select(each => PublicKey.Of(each.Key, each.Id))]));
    }
}
