using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>The seller decides an objection (异议处理), with reasons that everybody reads.</summary>
public static class DecideObjection
{
    /// <param name="Reasons">Public.</param>
    public sealed record Body(ObjectionDecision Decision, string Reasons);

    public sealed record Command(Caller Caller, string ListingId, string ObjectionId, Body Body) : ICommand<PublicityResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings/{listingId}/publicity/objections/{objectionId}/decision", (string listingId, string objectionId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), listingId, objectionId, body)))
        .Describe(typeof(DecideObjection), "Decide an objection",
            "Upheld, the notice fails and nothing is contracted under it. Rejected, the count goes on the day after the last open objection was decided. Nobody decides on his own.",
            ListingRefusals.NotFound, ListingRefusals.NotSeller, PublicityRefusals.NotFound, PublicityRefusals.ObjectionNotFound, PublicityRefusals.ObjectionDecided,
            PublicityRefusals.NotUnderWay, PublicityRefusals.OwnObjection)
        .NeedsKey()
        .Returns<PublicityResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reasons).Text(5000);
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PublicityResource>>
    {
        public async Task<Result<PublicityResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, stream, self) = (command.ListingId, Publicity.StreamOf(command.ListingId), command.Caller.Self);
            var outcome = await market.DecideAsync(command, [stream, id], log => log.State<Listing>(id).VisibleTo(self)
                ? log.State<Publicity>(stream).Decide(self, command.ObjectionId, command.Body.Decision, command.Body.Reasons, log.Time()).On(stream)
                : Effect.Refuse((Refusal)ListingRefusals.NotFound), cancellationToken);
            return await market.AnswerPublicityAsync(outcome, id, command.Caller, seals, cancellationToken);
        }
    }
}
