using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Checkpoints;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>Who watches the log from outside, with the keys by which anybody checks what they cosigned.</summary>
public static class ListWitnesses
{
    public sealed record Query(Caller Caller) : IQuery<Page<RegisterWitness.Witness>>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/log/witnesses", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(ListWitnesses), "List the witnesses", "In the order in which they came, those too whose key was replaced since. The offline checker takes this answer as it is; better is a key from the witness itself.")
        .Returns<Page<RegisterWitness.Witness>>();

    internal sealed class Handler(Market market) : IRequestHandler<Query, Result<Page<RegisterWitness.Witness>>>
    {
        public async Task<Result<Page<RegisterWitness.Witness>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var witnesses = (await market.ReadAsync<Witnesses>(Witnesses.Stream, cancellationToken)).State;
            return new Page<RegisterWitness.Witness>([.. witnesses.All.Select(witness => RegisterWitness.Witness.Of(witness, witnesses))], null);
        }
    }
}
