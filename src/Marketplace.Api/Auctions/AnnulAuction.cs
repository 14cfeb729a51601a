using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Auctions;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>撤销: the market or the supervisor sets an auction aside on one of the law's grounds (法释〔2016〕18号 31).</summary>
public static class AnnulAuction
{
    /// <param name="Reason">Published.</param>
    public sealed record Body(AnnulmentGround Ground, string Reason);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/annulment", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), auctionId, body)))
        .Describe(typeof(AnnulAuction), "Set an auction aside",
            "From the opening on until the contract of the sale is filed. Nothing of the auction has any effect: all deposits go back and the listing is open again. Its record stays public.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.PhaseForbids, AuctionRefusals.ContractFiled)
        .NeedsKey()
        .Returns<AuctionResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Text(500);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body) = (command.AuctionId, command.Body);
            var outcome = await market.DecideAsync(command, id, (log, auction, filed) =>
                auction.Annul(body.Ground, body.Reason, filed, command.Caller.Self, log.Time(), log.Beside(id)), cancellationToken, BesideAuction.Streams(id));
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }
    }
}
