using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Accepts the price that falls by schedule. The first to accept has it.</summary>
public static class AcceptDutchPrice
{
    /// <param name="Price">The price that is accepted, so that nobody gets one that changed under way.</param>
    /// <param name="OnBehalfOf">As in PlaceBid.</param>
    public sealed record Body(Money Price, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, Money Price, string? OnBehalfOf = null) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/acceptance", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body.Price, body.OnBehalfOf), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(AcceptDutchPrice), "Accept the falling price",
            "Which price stands is asked of the moment at which the market takes the acceptance. In a Dutch auction that ends the bidding; in one with a sealed stage that begins then.",
            [.. BidReceipts.Common, .. BidFor.Refusals, BidRefusals.PriceDiffers, BidRefusals.PriceTaken])
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(BidTaking taking) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken) =>
            taking.TakeAsync(command, command.AuctionId, new BidRequest { Form = BidForm.Acceptance, Amount = command.Price }, cancellationToken, command.OnBehalfOf);
    }
}
