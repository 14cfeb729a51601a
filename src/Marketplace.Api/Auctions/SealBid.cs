using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Seals a bid: the market learns a hash and nothing of the amount until its bidder reveals it.</summary>
public static class SealBid
{
    /// <param name="Commitment">32 bytes in Base64: SHA-256 over the lines marketplace-sealed-bid-1, auction id, label and amount in fen, each ended by a line feed, and 32 random bytes.</param>
    /// <param name="OnBehalfOf">As in PlaceBid.</param>
    public sealed record Body(byte[] Commitment, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, byte[] Commitment, string? OnBehalfOf = null) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/sealed-bids", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body.Commitment, body.OnBehalfOf), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(SealBid), "Seal a bid",
            "One for each bidder. Keep the amount and the 32 random bytes: without them the bid cannot be revealed and has no effect. Of equal amounts the one that was sealed earlier wins.",
            [.. BidReceipts.Common, .. BidFor.Refusals, BidRefusals.CommitmentMalformed, BidRefusals.AlreadySealed, BidRefusals.AcceptedAlready])
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(BidTaking taking) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken) =>
            taking.TakeAsync(command, command.AuctionId, new BidRequest { Form = BidForm.Sealed, Commitment = command.Commitment }, cancellationToken, command.OnBehalfOf);
    }
}
