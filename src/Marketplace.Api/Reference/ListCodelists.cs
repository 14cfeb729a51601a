using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using MediatR;

namespace Marketplace.Api.Reference;

/// <summary>The names of all code lists.</summary>
public static class ListCodelists
{
    public sealed record Query(Caller Caller) : IQuery<Page<Item>>;

    /// <param name="Entries">How many codes are in the list, retired ones counted.</param>
    public sealed record Item(string Name, int Entries);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/codelists", (HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller())))
        .Describe(typeof(ListCodelists), "List the code lists", "Every enumeration of the interface has the list of its snake_case name. All lists are given at once.")
        .Returns<Page<Item>>();

    internal sealed class Handler : IRequestHandler<Query, Result<Page<Item>>>
    {
        public Task<Result<Page<Item>>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult<Result<Page<Item>>>(new Page<Item>([.. Codelists.All.Select(name => new Item(name, Codelists.Get(name).Length))], null));
    }
}
