using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using MediatR;

namespace Marketplace.Api.Health;

/// <summary>Whether this process should get requests, and how each part of it stands.</summary>
public static class GetReadiness
{
    public sealed record Query(Caller Caller) : IQuery<Readiness>;

    /// <param name="Status">ready; degraded when reading goes on but something hangs; starting when lists are not there yet.</param>
    public sealed record Readiness(string Status, WriterHealth Writer, ReadModelHealth ReadModel, ReactionsHealth Reactions);

    /// <param name="Position">Of the last event this process knows of.</param>
    /// <param name="Waiting">Commands in the queue.</param>
    /// <param name="Fault">Why nothing can be written at the moment.</param>
    /// <param name="ClockBehind">Whether this process's clock is more than 250 ms behind the log or off the log's server, which stops its writing.</param>
    public sealed record WriterHealth(long Position, int Waiting, string? Fault, bool ClockBehind);

    /// <param name="Lag">Events that the lists do not show yet.</param>
    /// <param name="ParkedStreams">Streams that a view could not follow; their reports are refused.</param>
    public sealed record ReadModelHealth(bool Ready, long Position, long Lag, int ParkedStreams, string? Fault);

    /// <param name="Fault">What follows by itself and could not be carried out yet.</param>
    public sealed record ReactionsHealth(string? Fault);

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/health/ready", async (HttpContext http, ISender sender) =>
        {
            var result = await sender.Send(new Query(http.Caller()), http.RequestAborted);
            return Results.Json(result.Value, statusCode: result.Value!.ReadModel.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        })
        .Describe(typeof(GetReadiness), "Should the process get requests?", "503 while the read model is not there yet. A writer that cannot write is no reason to take readers away: then the answer is 200 and degraded.")
        .Returns<Readiness>()
        .Returns<Readiness>(StatusCodes.Status503ServiceUnavailable);

    internal sealed class Handler(Writer writer, SubjectKeys keys, Projections projections, ReactionRunner reactions) : IRequestHandler<Query, Result<Readiness>>
    {
        public Task<Result<Readiness>> Handle(Query query, CancellationToken cancellationToken)
        {
            var model = projections.Model.Status;
            // Without the keys nothing can be sealed, and most of what is written holds something sealed.
            var fault = writer.Fault ?? keys.Fault;
            var healthy = fault is null && !writer.ClockBehind && reactions.Fault is null && model is { Fault: null, ParkedStreams: 0 };
            return Task.FromResult<Result<Readiness>>(new Readiness(
                !model.Ready ? "starting" : healthy ? "ready" : "degraded",
                new WriterHealth(writer.Head.Position, writer.Waiting, fault, writer.ClockBehind),
                new ReadModelHealth(model.Ready, model.Position, Math.Max(0, model.Head - model.Position), model.ParkedStreams, model.Fault),
                new ReactionsHealth(reactions.Fault)));
        }
    }
}
