using System.Collections.Immutable;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>再次拍卖: the market puts up again what stayed unsold or was defaulted on, as a new auction with a new announcement.</summary>
public static class RelistAuction
{
    /// <param name="StartPrice">As before where it is left out; lower by the rule set's part at most.</param>
    /// <param name="Deposit">As before where it is left out.</param>
    /// <param name="Ladder">As before where it is left out.</param>
    /// <param name="Format">As before where it is left out.</param>
    /// <param name="Session">A session of the caller's market that has not begun.</param>
    /// <param name="Exhibition">The session's where it is left out. Required where the procedure is auction.</param>
    /// <param name="Priority">That all who hold a priority were told again in time; required where the listing passes ownership.</param>
    public sealed record Body(
        Instant RegistrationClosesAt,
        Instant OpensAt,
        Instant ClosesAt,
        Instant? LatestEndAt = null,
        Money? StartPrice = null,
        Money? Deposit = null,
        ImmutableArray<LadderBand>? Ladder = null,
        FormatTerms? Format = null,
        string? Session = null,
        Exhibition? Exhibition = null,
        PriorityBody? Priority = null);

    public sealed record Command(Caller Caller, string AuctionId, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions/{auctionId}/relisting", (string auctionId, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), auctionId, body), auction => $"/v1/auctions/{auction.Id}"))
        .Describe(typeof(RelistAuction), "Put a lot up again",
            "A new auction with the next attempt number, under the rules in force now. Whoever defaulted on the lot takes no part in it.",
            AuctionRefusals.NotFound, AuctionRefusals.NotOperator, AuctionRefusals.PhaseForbids, AuctionRefusals.AlreadyRelisted, AuctionRefusals.ReductionTooGreat,
            ListingRefusals.NotFound, ListingRefusals.NotMarket, ListingRefusals.NotForAuction, ListingRefusals.PhaseForbids, AuctionRefusals.HouseUnknown,
            AuctionRefusals.LadderMalformed, AuctionRefusals.StartPriceOutOfRange, AuctionRefusals.DepositOutOfRange, AuctionRefusals.NoticeTooShort,
            AuctionRefusals.TimesOutOfOrder, AuctionRefusals.OpenTooShort, AuctionRefusals.ExtensionOutOfRange,
            SessionRefusals.NotFound, SessionRefusals.NotOperator, SessionRefusals.Begun, SessionRefusals.ProcedureDiffers, SessionRefusals.LotOutOfTime,
            AuctionRefusals.ExhibitionMissing, AuctionRefusals.ExhibitionTooShort, AuctionRefusals.ExhibitionOutOfTime,
            PriorityRefusals.NoticeMissing, PriorityRefusals.NoticeTooLate, PriorityRefusals.NoticeToCome, PriorityRefusals.HolderUnknown, PriorityRefusals.MatchedWhileBidding,
            AuctionRefusals.NextBidderImpossible)
        .NeedsKey()
        .Returns<AuctionResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Session).Id(Ids.Session);
            RuleFor(c => c.Body.Exhibition!.Place).Text(200).When(c => c.Body.Exhibition is not null);
            RuleFor(c => c.Body.Priority!).SetValidator(new PriorityBody.Validator()).When(c => c.Body.Priority is not null);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (old, body, self) = (command.AuctionId, command.Body, command.Caller.Self);
            if ((await market.ReadAsync<Auction>(old, cancellationToken)).State.Announced is not { Terms: var before }) return AuctionRefusals.NotFound;
            var (id, oldBidders) = (market.NewId(Ids.Auction), AuctionBidders.StreamOf(old));
            string?[] streams = [id, AuctionBidders.StreamOf(id), old, oldBidders, before.Listing, before.Achievement, self.Organization, RuleBook.Stream, before.AuctionHouse, body.Session];
            var outcome = await market.DecideAsync(command, [.. streams.OfType<string>().Distinct()], log =>
            {
                var (session, rules) = (body.Session is { } named ? log.State<AuctionSession>(named) : null, log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), log.State<Organization>(self.Organization).Region));
                var terms = Terms(body, log.State<Listing>(before.Listing), log.State<Auction>(old).Terms, old, session);
                var relisted = log.State<Auction>(old).Relist(id, terms, rules, self, log.Time());
                if (relisted.Refused) return relisted.On(old);
                if (terms.AuctionHouse is { } house && log.State<Organization>(house).MayAct(log.Time()) is not null) return Effect.Refuse((Refusal)AuctionRefusals.HouseUnknown);
                var taken = log.State<Listing>(before.Listing).TakeToAuction(self, id);
                if (taken.Refused) return taken.On(before.Listing);
                var added = session?.AddLot(self, id, terms, log.Time()) ?? Decision.Nothing;
                if (added.Refusal is { } outside) return Effect.Refuse(outside.At("/session"));
                var announced = Auction.Announce(id, terms, rules, log.Time(), PriorityHolders.Of(log.State<Listing>(before.Listing), log.State<Achievement>(before.Achievement)));
                if (announced.Refused) return announced.On(id);
                var effect = relisted.On(old).And(before.Listing, taken.Events);
                if (body.Session is not null) effect = effect.And(body.Session, added.Events);
                // The new auction comes last, because the answer is what the last of the auctions became.
                return effect.And(AuctionBidders.StreamOf(id), log.State<AuctionBidders>(oldBidders).BarredFromNext(log.State<Auction>(old), old, log.Time())).And(id, announced.Events);
            }, cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }

        private static AuctionTerms Terms(Body body, Listing listing, AuctionTerms before, string old, AuctionSession? session) => before with
        {
            StartPrice = body.StartPrice ?? before.StartPrice,
            Deposit = body.Deposit ?? before.Deposit,
            Ladder = body.Ladder ?? before.Ladder,
            Format = body.Format ?? before.Format,
            RegistrationClosesAt = body.RegistrationClosesAt,
            OpensAt = body.OpensAt,
            ClosesAt = body.ClosesAt,
            LatestEndAt = body.LatestEndAt,
            Exhibition = body.Exhibition ?? session?.Created?.Plan.Exhibition,
            Session = body.Session,
            Reserve = listing.Reserve,
            Attempt = before.Attempt + 1,
            Previous = old,
            Priority = body.Priority?.Terms,
        };
    }
}
