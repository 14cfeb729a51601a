using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Publicities;

/// <summary>Objects to a notice (提出异议): the count of its days stops until the objection is decided.</summary>
public static class RaiseObjection
{
    /// <param name="Text">Read by the seller, the market's operator and the supervisor.</param>
    public sealed record Body(string Text);

    public sealed record Command(Caller Caller, string ListingId, Body Body) : ICommand<PublicityResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings/{listingId}/publicity/objections", (string listingId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), listingId, body)))
        .Describe(typeof(RaiseObjection), "Raise an objection", "Anyone who is signed in, before the notice has ended; one at a time for each person. The answer is the notice with it.",
            ListingRefusals.NotFound, PublicityRefusals.NotFound, PublicityRefusals.NotUnderWay, PublicityRefusals.ObjectionOpen)
        .NeedsKey()
        .Returns<PublicityResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Text).Text(5000);
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PublicityResource>>
    {
        public async Task<Result<PublicityResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, stream, self) = (command.ListingId, Publicity.StreamOf(command.ListingId), command.Caller.Self);
            var objection = market.NewId(Ids.Objection);
            var text = seals.Seal(objection, command.Body.Text);
            var outcome = await market.DecideAsync(command, [stream, id], log => log.State<Listing>(id).VisibleTo(self)
                ? log.State<Publicity>(stream).Object(self, objection, text, log.Time()).On(stream)
                : Effect.Refuse((Refusal)ListingRefusals.NotFound), cancellationToken);
            return await market.AnswerPublicityAsync(outcome, id, command.Caller, seals, cancellationToken);
        }
    }
}
