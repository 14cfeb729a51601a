using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Reveals a sealed bid: from then on it counts, at its own amount.</summary>
public static class RevealBid
{
    /// <param name="Salt">The 32 bytes, in Base64, with which the amount was sealed.</param>
    /// <param name="OnBehalfOf">As in PlaceBid.</param>
    public sealed record Body(Money Amount, byte[] Salt, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, string BidId, Body Body) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/sealed-bids/{bidId}/reveal", (string auctionId, string bidId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, bidId, body), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(RevealBid), "Reveal a sealed bid",
            "Between the end of the sealing (included) and the end (excluded). What is refused before that is on record without its amount.",
            [.. BidReceipts.Common, .. BidFor.Refusals, BidRefusals.RevealTooEarly, BidRefusals.NotSealed, BidRefusals.AlreadyRevealed, BidRefusals.RevealMismatch, BidRefusals.TooLow])
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Salt).Must(salt => salt is { Length: SealedBids.SaltLength }).Says("32 bytes in Base64 are expected.", "应为32字节的Base64编码。");
            RuleFor(c => c.Body.OnBehalfOf).Id(Ids.Organization);
        }
    }

    internal sealed class Handler(BidTaking taking) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken) => taking.TakeAsync(command, command.AuctionId,
            new BidRequest { Form = BidForm.Reveal, Amount = command.Body.Amount, Opens = command.BidId, Salt = command.Body.Salt }, cancellationToken, command.Body.OnBehalfOf);
    }
}
