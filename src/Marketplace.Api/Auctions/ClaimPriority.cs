using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>行使优先权: a bidder with a priority matches the leading price, and leads if nobody goes higher (法释〔2016〕18号 21).</summary>
public static class ClaimPriority
{
    /// <param name="Amount">The leading price. If another leads by now it is refused, so nobody is bound to a price that was not seen.</param>
    /// <param name="OnBehalfOf">As in PlaceBid.</param>
    public sealed record Body(Money Amount, string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<BidReceipt>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/priority-claims", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body), receipt => $"/v1/auctions/{auctionId}/bids?after={receipt.Position - 1}&limit=1"))
        .Describe(typeof(ClaimPriority), "Match the leading price by a priority",
            "A co-owner, the client or a completer (民法典 860, 859, 847). Of several priorities at one price the higher rank leads, of the same rank the earlier. In a soft close and in timed rounds it is used while the bidding runs and moves the end as a bid does; in the other formats in the time that the announcement leaves for it once the others have bid.",
            [.. BidReceipts.Common, .. BidFor.Refusals, PriorityRefusals.None, PriorityRefusals.NothingToMatch, PriorityRefusals.PriceDiffers,
                PriorityRefusals.Leads, PriorityRefusals.Outranked])
        .NeedsKey()
        .Returns<BidReceipt>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.OnBehalfOf).Id(Ids.Organization);
    }

    internal sealed class Handler(BidTaking taking) : IRequestHandler<Command, Result<BidReceipt>>
    {
        public Task<Result<BidReceipt>> Handle(Command command, CancellationToken cancellationToken) =>
            taking.TakeAsync(command, command.AuctionId, new BidRequest { Form = BidForm.Priority, Amount = command.Body.Amount }, cancellationToken, command.Body.OnBehalfOf);
    }
}
