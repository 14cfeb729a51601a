using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Mandates;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.Relations;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>Registers an organization for an auction and gives it the label under which it bids.</summary>
public static class RegisterBidder
{
    /// <param name="OnBehalfOf">Id of the organization for which the caller acts by a mandate with the scope auctions.</param>
    public sealed record Body(string? OnBehalfOf = null);

    public sealed record Command(Caller Caller, string AuctionId, Body? Body = null) : ICommand<BidderResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/bidders", (string auctionId, Body? body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body), bidder => $"/v1/auctions/{auctionId}/bidders/{bidder.Label}"))
        .Describe(typeof(RegisterBidder), "Register for an auction",
            "The seller may not bid (拍卖法 30), nor whoever acts for it, nor the market, the auction house and those to whom their people are related (拍卖法 22; 法释〔2016〕18号 34). A co-owner, the client or a completer may, and is marked as related.",
            AuctionRefusals.NotFound, AuctionRefusals.Withdrawn, AuctionRefusals.Ended, BidderRefusals.RegistrationClosed, BidderRefusals.IsSeller,
            BidderRefusals.IsOperator, BidderRefusals.IsAuctionHouse, BidderRefusals.ForSeller, BidderRefusals.OfStaff, BidderRefusals.Barred, BidderRefusals.AgentOfAnother,
            AuctionRefusals.Annulled, MandateRefusals.Missing, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, BidderRefusals.AlreadyRegistered)
        .NeedsKey()
        .Returns<BidderResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body!.OnBehalfOf).Id(Ids.Organization).When(c => c.Body is not null);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<BidderResource>>
    {
        public async Task<Result<BidderResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (auction, bidders, self, principal) = (command.AuctionId, AuctionBidders.StreamOf(command.AuctionId), command.Caller.Self, command.Body?.OnBehalfOf);
            if ((await market.ReadAsync<Auction>(auction, cancellationToken)).State.Announced is not { Terms: var terms }) return AuctionRefusals.NotFound;
            var bidder = principal ?? self.Organization;
            string[] mandates = [.. new[] { self.Organization, bidder }.Distinct().Select(MandatesHeld.StreamOf)];
            string[] registers = [.. new[] { terms.Operator, terms.AuctionHouse }.OfType<string>().Distinct().Select(RelationRegister.StreamOf)];
            string[] streams = [auction, bidders, bidder, terms.Listing, terms.Achievement, RuleBook.Stream, .. mandates, .. registers];
            var outcome = await market.DecideAsync(command, streams, log =>
            {
                var (actor, missing) = log.State<MandatesHeld>(mandates[0]).ActFor(self, principal, MandateScope.Auctions, log.Time());
                if (missing is not null) return Effect.Refuse(missing);
                var (current, own) = (log.State<Auction>(auction), log.State<Organization>(bidder));
                var entry = BidderEntry.Of(current, actor, bidder == self.Organization ? null : self.Organization, mandates.Select(log.State<MandatesHeld>), registers.Select(log.State<RelationRegister>),
                    log.State<Listing>(terms.Listing), log.State<Achievement>(terms.Achievement), own, log.State<RuleBook>(RuleBook.Stream).Find(current.Announced!.RuleSet)!, log.Time());
                return log.State<AuctionBidders>(bidders).Register(current, own, actor, log.Time(), entry).On(bidders);
            }, cancellationToken);
            return await BidderResource.AnswerAsync(market, outcome, auction, all => all.OfOrganization(bidder), cancellationToken);
        }
    }
}
