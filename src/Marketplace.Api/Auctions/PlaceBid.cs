using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>
/// Places a bid. It counts at the moment the writer takes it, whenever it was sent; a bid that does not count is on record
/// too, when it came from someone who has a label (法释〔2016〕18号 20).
/// </summary>
public static class PlaceBid
{
    /// <param name="OnBehalfOf">Id of the bidder that the caller registered by a mandate with the scope auctions; its own organization where it is left out.</param>
    public sealed record Body(Money Amount, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, Money Amount, string? OnBehalfOf = null) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/bids", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body.Amount, body.OnBehalfOf), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(PlaceBid), "Place a bid",
            "The bid counts at the moment the market takes it, between the opening (included) and the end (excluded). What it does to the end is the format's: in a soft close a bid in the last minutes moves it, in timed rounds it opens a new round. A bid cannot be withdrawn (拍卖法 36).",
            [.. BidReceipts.Common, .. BidFor.Refusals, BidRefusals.TooLow, BidRefusals.OffLadder, BidRefusals.NotYourTurn, BidRefusals.BetweenRounds])
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(BidTaking taking) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken) =>
            taking.TakeAsync(command, command.AuctionId, new BidRequest { Amount = command.Amount }, cancellationToken, command.OnBehalfOf);
    }
}
