using System.Text.Json;
using Marketplace.Api.Hosting;
using Marketplace.Api.Http;
using Marketplace.Domain;
using Marketplace.Log;
using Marketplace.ReadModel;
using Marketplace.ReadModel.Queries;

namespace Marketplace.Api.Pipeline;

/// <summary>
/// The read model as use cases ask it: from the position that the caller named or later, or not at all. Lists and reports
/// say how far they have got.
/// </summary>
public sealed class Projections(ILogStore store, Feed feed, TimeProvider time, IConfiguration configuration) : IHostedService
{
    /// <summary>How long a question waits for the position it named.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private MarketViews? model;

    public MarketViews Model => model ?? throw new InvalidOperationException("The read model is asked before it was opened.");

    public async Task StartAsync(CancellationToken cancellationToken) => model =
        await MarketViews.OpenAsync(new MarketViewsOptions(new DataFolder(configuration).Path), Views.All, store, feed, time, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (model is not null) await model.DisposeAsync();
    }

    /// <summary>Refusals: <c>read_model.behind</c>, <c>read_model.unavailable</c>.</summary>
    public async Task<Result<TAnswer>> AskAsync<TAnswer>(Caller caller, Query<TAnswer> query, CancellationToken cancel)
    {
        if (caller.Position is { } position && !await Model.WaitForAsync(position, Patience, cancel))
            return HttpRefusals.ReadModelBehind.With(("position", Model.Position));
        try
        {
            return Model.Ask(query);
        }
        catch (ReadModelUnavailableException)
        {
            return HttpRefusals.ReadModelUnavailable;
        }
    }

    /// <summary>One page, the first where the query says, the next where its cursor says. The cursor carries the last row's key and a hash of the filters. Refusals: <c>cursor.mismatch</c> and those of <see cref="AskAsync"/>.</summary>
    public async Task<Result<Http.Page<TItem>>> ListAsync<TRow, TItem>(Caller caller, ListQuery<TRow> query, int? limit, string? cursor, Func<TRow, TItem> show, CancellationToken cancel)
    {
        var filters = JsonSerializer.Serialize(query, query.GetType(), EventCatalogue.Json);
        var (key, refusal) = Cursors.Read(cursor, 2, filters);
        if (refusal is not null) return refusal;
        var after = query.After;
        if (key is not null)
        {
            if (!long.TryParse(key[0], out var sort) || !long.TryParse(key[1], out var position)) return HttpRefusals.CursorMismatch;
            after = new PageKey(sort, position);
        }
        var answer = await AskAsync(caller, query with { After = after, Limit = limit ?? query.Limit }, cancel);
        if (answer.Refusal is { } unanswered) return unanswered;
        var page = answer.Value!;
        var next = page.Next is { } end ? Cursors.Write([$"{end.Sort}", $"{end.Position}"], filters) : null;
        return new Result<Http.Page<TItem>>(new Http.Page<TItem>([.. page.Items.Select(show)], next, page.Incomplete ? true : null), null, page.Position);
    }
}
