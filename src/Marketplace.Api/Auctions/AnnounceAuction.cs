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
using Marketplace.Domain.People;
using Marketplace.Domain.RuleSets;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Auctions;

/// <summary>The market announces the auction of a listing, under the rules in force today; they stay its rules to the end.</summary>
public static class AnnounceAuction
{
    /// <param name="Listing">An open listing with the price method auction, on the caller's market. Its sealed reserve comes along unseen.</param>
    /// <param name="Procedure">competitive_bidding (网络竞价), or auction (拍卖) with a licensed house and an auctioneer.</param>
    /// <param name="Ladder">Increments by half-open bands of the leading amount; the first band starts at zero. Left out where no amount is called out: a Dutch auction, sealed first price.</param>
    /// <param name="Title">The achievement's title where it is left out.</param>
    /// <param name="Session">A session of the caller's market that has not begun, in whose time the lot opens.</param>
    /// <param name="Exhibition">The session's where it is left out. Required where the procedure is auction: the days and the place of the inspection (拍卖法 46, 48).</param>
    /// <param name="Format">How the bidding runs, with its numbers; a soft close by the rule set's window where it is left out.</param>
    /// <param name="TwoBiddersNeeded">Whether the lot is not sold to one who bid alone, where the rule set would have it.</param>
    /// <param name="Sale">What holds after the hammer: whether the next bidder buys when the buyer defaults, and the commissions that are agreed.</param>
    /// <param name="Priority">That all who hold a priority were told in time; required where the listing passes ownership.</param>
    public sealed record Body(
        string Listing,
        AuctionProcedure Procedure,
        Money StartPrice,
        Money Deposit,
        Instant RegistrationClosesAt,
        Instant OpensAt,
        Instant ClosesAt,
        ImmutableArray<LadderBand>? Ladder = null,
        Instant? LatestEndAt = null,
        bool WholeSteps = true,
        string? Title = null,
        string? Session = null,
        string? AuctionHouse = null,
        string? Auctioneer = null,
        Exhibition? Exhibition = null,
        FormatTerms? Format = null,
        bool TwoBiddersNeeded = false,
        SaleTerms? Sale = null,
        PriorityBody? Priority = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<AuctionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auctions", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), auction => $"/v1/auctions/{auction.Id}"))
        .Describe(typeof(AnnounceAuction), "Announce an auction",
            "The notice period, the deposit's range and the extension come from the rule set in force for the market's region; the auction keeps them.",
            ListingRefusals.NotFound, ListingRefusals.NotMarket, ListingRefusals.NotForAuction, ListingRefusals.PhaseForbids,
            AuctionRefusals.HouseRequired, AuctionRefusals.HouseUnknown, AuctionRefusals.HouseIsSeller, AuctionRefusals.AuctioneerUnknown, AuctionRefusals.LadderMalformed,
            AuctionRefusals.StartPriceOutOfRange, AuctionRefusals.DepositOutOfRange, AuctionRefusals.NoticeTooShort,
            AuctionRefusals.TimesOutOfOrder, AuctionRefusals.OpenTooShort, AuctionRefusals.ExtensionOutOfRange, AuctionRefusals.CommissionOutOfRange,
            SessionRefusals.NotFound, SessionRefusals.NotOperator, SessionRefusals.Begun, SessionRefusals.ProcedureDiffers, SessionRefusals.LotOutOfTime,
            AuctionRefusals.FormatUnclear, AuctionRefusals.FormatOutOfRange, AuctionRefusals.ScheduleDiffers, AuctionRefusals.WholeStepsRequired, AuctionRefusals.OneBidderDecides,
            AuctionRefusals.ExhibitionMissing, AuctionRefusals.ExhibitionTooShort, AuctionRefusals.ExhibitionOutOfTime,
            PriorityRefusals.NoticeMissing, PriorityRefusals.NoticeTooLate, PriorityRefusals.NoticeToCome, PriorityRefusals.HolderUnknown, PriorityRefusals.MatchedWhileBidding,
            AuctionRefusals.NextBidderImpossible)
        .NeedsKey()
        .Returns<AuctionResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Listing).Id(Ids.Listing);
            RuleFor(c => c.Body.Title).Text(200);
            RuleFor(c => c.Body.Session).Id(Ids.Session);
            RuleFor(c => c.Body.Exhibition!.Place).Text(200).When(c => c.Body.Exhibition is not null);
            RuleFor(c => c.Body.AuctionHouse).Id(Ids.Organization);
            RuleFor(c => c.Body.Priority!).SetValidator(new PriorityBody.Validator()).When(c => c.Body.Priority is not null);
            RuleFor(c => c.Body.Auctioneer).Id(Ids.Person);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<AuctionResource>>
    {
        public async Task<Result<AuctionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, self) = (command.Body, command.Caller.Self);
            var listing = await market.ReadAsync<Listing>(body.Listing, cancellationToken);
            if (!listing.Exists) return ListingRefusals.NotFound.With().At("/listing");
            var (id, achievement) = (market.NewId(Ids.Auction), listing.State.Achievement);
            string[] streams = [id, body.Listing, achievement, self.Organization, RuleBook.Stream, .. Named(body.AuctionHouse), .. Named(body.Auctioneer), .. Named(body.Session)];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                if (Unknown(body, self.Organization, log) is { } unknown) return Effect.Refuse(unknown);
                var taken = log.State<Listing>(body.Listing).TakeToAuction(self, id);
                if (taken.Refusal is { } refusal) return Effect.Refuse(refusal.At("/listing"));
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), log.State<Organization>(self.Organization).Region);
                var session = body.Session is { } named ? log.State<AuctionSession>(named) : null;
                var terms = Terms(body, log.State<Listing>(body.Listing), log.State<Achievement>(achievement), session);
                var added = session?.AddLot(self, id, terms, log.Time()) ?? Decision.Nothing;
                if (added.Refusal is { } outside) return Effect.Refuse(outside.At("/session"));
                var announced = Auction.Announce(id, terms, rules, log.Time(), PriorityHolders.Of(log.State<Listing>(body.Listing), log.State<Achievement>(achievement)));
                if (announced.Refused) return announced.On(id);
                var effect = announced.On(id).And(body.Listing, taken.Events);
                return body.Session is null ? effect : effect.And(body.Session, added.Events);
            }, cancellationToken);
            return await market.AnswerAsync<Auction, AuctionResource>(outcome, id, AuctionResource.From, cancellationToken);
        }

        private static string[] Named(string? id) => id is null ? [] : [id];

        private static Refusal? Unknown(Body body, string operatorId, LogView log)
        {
            if (body.AuctionHouse is { } house && log.State<Organization>(house).MayAct(log.Time()) is not null)
                return AuctionRefusals.HouseUnknown.With().At("/auctionHouse");
            if (body.Auctioneer is { } auctioneer && !Hosts(log.State<Person>(auctioneer), body.AuctionHouse, operatorId))
                return AuctionRefusals.AuctioneerUnknown.With().At("/auctioneer");
            return null;
        }

        /// <summary>Nobody is put down as the host of an auction by a market that the person does not work for.</summary>
        private static bool Hosts(Person person, string? house, string operatorId) =>
            person.Phase is PersonPhase.Active && person.Roles.Contains(Role.Auctioneer) && (person.Organization == house || person.Organization == operatorId);

        private static AuctionTerms Terms(Body body, Listing listing, Achievement achievement, AuctionSession? session) => new(
            body.Listing, listing.Achievement, listing.Seller, listing.Market, body.Title ?? achievement.Content.TitleZh!, body.Procedure,
            body.AuctionHouse, body.Auctioneer, body.Session, body.StartPrice, listing.Reserve, body.Ladder ?? [], body.WholeSteps, body.Deposit,
            body.RegistrationClosesAt, body.OpensAt, body.ClosesAt, body.LatestEndAt, body.Exhibition ?? session?.Created?.Plan.Exhibition, body.Format, body.TwoBiddersNeeded, body.Sale,
            Priority: body.Priority?.Terms);
    }
}
