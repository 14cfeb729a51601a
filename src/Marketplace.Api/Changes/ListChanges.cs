using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Changes;
using Marketplace.Domain.Epochs;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Queries;
using MediatR;

namespace Marketplace.Api.Changes;

/// <summary>What changed behind a position, as far as the caller may know of it: a copy of the market that is kept by this loses and doubles nothing.</summary>
public static class ListChanges
{
    /// <param name="After">The next of the page before; 0, where it is left out, for all that there is.</param>
    /// <param name="Kind">Codes of resource_kind, with commas for "or".</param>
    /// <param name="Limit">1 to 500; 100 where it is left out.</param>
    /// <param name="Wait">Seconds, 0 to 30: where there is nothing to tell, the answer waits so long for something.</param>
    public sealed record Filter(long? After, string? Kind, int? Limit, int? Wait);

    public sealed record Query(Caller Caller, Filter Filter) : IQuery<Page>;

    public sealed record Page
    {
        public required IReadOnlyList<Entry> Items { get; init; }
        /// <summary>Where to go on. It moves on when there is nothing to tell, too.</summary>
        public required long Next { get; init; }
        /// <summary>Which life of the log this is; absent until it is restored from a backup for the first time. Who has kept a copy under another one begins again: what came behind the backup is not in the log any more.</summary>
        public int? Epoch { get; init; }
        /// <summary>True while the feed stands in front of an event that could not be read. Nothing is lost: it goes on from there.</summary>
        public bool? Incomplete { get; init; }
    }

    /// <param name="Position">In the log; entries come in this order, and each has one of its own.</param>
    /// <param name="Version">The resource's version from then on; absent for what was removed.</param>
    /// <param name="Change">appeared: the caller can read it from now on; changed: it has a new version; removed: the caller can read it no more, and copies have to go.</param>
    public sealed record Entry(long Position, Resource Resource, long? Version, ChangeKind Change);

    /// <summary>What changed. It is read where its kind is read; a publicity is named by its listing.</summary>
    public sealed record Resource(ResourceKind Kind, string Id);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/v1/changes", ([AsParameters] Filter filter, HttpContext http, ISender sender) => sender.Get(http, new Query(http.Caller(), filter)))
        .Describe(typeof(ListChanges), "List changes",
            "In the order of the log, without gaps. Without a token: what is public; with one, also what the caller's organization may read, of the kinds that the caller may. What becomes visible is an entry, what ceases to be one a tombstone. Of a deal that it reads by a mandate alone, an agent is not told.",
            HttpRefusals.ReadModelBehind)
        .Returns<Page>();

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Filter.After).Must(after => after is null or >= 0).Says("A position from 0 on is expected.", "应为自0起的位置。");
            RuleFor(q => q.Filter.Kind).CodesOf(ResourceKind.Listing);
            RuleFor(q => q.Filter.Limit).Must(limit => limit is null or (>= 1 and <= ChangeFeed.MostEntries)).Says("A limit of 1 to 500 is expected.", "应为1至500。");
            RuleFor(q => q.Filter.Wait).Must(wait => wait is null or (>= 0 and <= 30)).Says("Seconds from 0 to 30 are expected.", "应为0至30秒。");
        }
    }

    internal sealed class Handler(Market market, Projections projections, Permissions permissions, TimeProvider time) : IRequestHandler<Query, Result<Page>>
    {
        public async Task<Result<Page>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (filter, after) = (query.Filter, query.Filter.After ?? 0);
            // A position behind the end of what this process has read is one to wait for, like that of the header: taken for the end, it would be passed over.
            var caller = query.Caller with { Position = Math.Max(after, query.Caller.Position ?? 0) };
            var feed = new ChangeFeed
            {
                Viewer = Viewer.Of(query.Caller.Actor),
                After = after,
                Kinds = [.. Asked(filter.Kind).Where(kind => permissions.Refuse($"Get{kind}", query.Caller) is null)],
                Limit = filter.Limit ?? 100,
            };
            var patience = TimeSpan.FromSeconds(filter.Wait ?? 0);
            for (var from = time.GetTimestamp(); ;)
            {
                var answer = await projections.AskAsync(caller, feed, cancellationToken);
                if (answer.Refusal is { } refusal) return refusal;
                var page = answer.Value!;
                var left = patience - time.GetElapsedTime(from);
                if (page.Items.Count > 0 || page.Halted || left <= TimeSpan.Zero || !await projections.Model.WaitForAsync(page.Next + 1, left, cancellationToken))
                    return new Result<Page>(Show(page, await EpochAsync(cancellationToken)), null, page.Next);
            }
        }

        private static IEnumerable<ResourceKind> Asked(string? kinds) => kinds is null ? Enum.GetValues<ResourceKind>() : Codes.List<ResourceKind>(kinds);

        private async Task<int?> EpochAsync(CancellationToken cancel) => (await market.ReadAsync<LogEpochs>(LogEpochs.Stream, cancel)).State.Last?.Epoch;

        private static Page Show(ChangePage page, int? epoch) => new()
        {
            Items = [.. page.Items.Select(entry => new Entry(entry.Position, new Resource(entry.Kind, entry.Resource), entry.Version, entry.Change))],
            Next = page.Next,
            Epoch = epoch,
            Incomplete = page.Halted ? true : null,
        };
    }
}
