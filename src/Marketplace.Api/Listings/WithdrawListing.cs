using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Publicities;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Listings;

/// <summary>Takes an open listing back; its achievement can then be listed anew.</summary>
public static class WithdrawListing
{
    public sealed record Body(string? Reason = null);

    public sealed record Command(Caller Caller, string ListingId, Body Body) : ICommand<ListingResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/listings/{listingId}/withdrawal", (string listingId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), listingId, body)))
        .Describe(typeof(WithdrawListing), "Withdraw a listing", "Only while it is open: an auction that is announced is withdrawn first. Its publicity goes with it.",
            ListingRefusals.NotFound, ListingRefusals.NotSeller, ListingRefusals.PhaseForbids, HttpRefusals.VersionGone)
        .Returns<ListingResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ListingResource>>
    {
        public async Task<Result<ListingResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, publicity) = (command.ListingId, Publicity.StreamOf(command.ListingId));
            // Which achievement a listing offers never changes, so the claim can be named before the decision.
            var claim = Listing.Claim((await market.ReadAsync<Listing>(id, cancellationToken)).State.Achievement);
            var outcome = await market.DecideAsync(command, [id, publicity], log =>
            {
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                var decision = log.State<Listing>(id).Withdraw(command.Caller.Self, command.Body.Reason);
                return decision.Refused ? decision.On(id)
                    : decision.On(id).And(publicity, log.State<Publicity>(publicity).Withdraw(log.Time()).Events).Release(claim);
            }, cancellationToken, claim);
            return await market.AnswerAsync<Listing, ListingResource>(outcome, id, ListingResource.From, cancellationToken);
        }
    }
}
