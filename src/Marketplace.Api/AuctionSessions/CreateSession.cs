using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.AuctionSessions;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.AuctionSessions;

/// <summary>The market announces a session (专场); its lots are announced into it afterwards, each with its auction.</summary>
public static class CreateSession
{
    /// <param name="Procedure">competitive_bidding (网络竞价) or auction (拍卖), of all its lots.</param>
    /// <param name="OpensAt">No lot opens before this moment.</param>
    /// <param name="ClosesAt">The first moment at which no lot opens any more.</param>
    /// <param name="Place">A hall's address, or the web address where bids are made.</param>
    /// <param name="Formalities">What a bidder has to bring and to do (拍卖法 46).</param>
    /// <param name="Series">special where it is left out.</param>
    /// <param name="Field">Of a session for one field.</param>
    /// <param name="Host">The organization for whose achievements the session is held.</param>
    /// <param name="Region">GB/T 2260 code; the market's own where it is left out.</param>
    /// <param name="Exhibition">Of the lots that name none of their own; required where the procedure is auction (拍卖法 46, 48).</param>
    /// <param name="Other">Whatever else has to be announced.</param>
    public sealed record Body(
        string Title,
        AuctionProcedure Procedure,
        Instant OpensAt,
        Instant ClosesAt,
        string Place,
        string Formalities,
        SessionSeries Series = SessionSeries.Special,
        TechnicalField? Field = null,
        string? Host = null,
        string? Region = null,
        Exhibition? Exhibition = null,
        string? Other = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<SessionResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/auction-sessions", (Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), body), session => $"/v1/auction-sessions/{session.Id}"))
        .Describe(typeof(CreateSession), "Announce a session",
            "Time and place, exhibition, formalities and other matters (拍卖法 46) under the notice and exhibition days of the rule set in force. It is public at once; lots come in with AnnounceAuction until it opens.",
            SessionRefusals.HostUnknown, SessionRefusals.TimesOutOfOrder, AuctionRefusals.NoticeTooShort, AuctionRefusals.ExhibitionMissing,
            AuctionRefusals.ExhibitionTooShort, AuctionRefusals.ExhibitionOutOfTime, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<SessionResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Title).Text(200);
            RuleFor(c => c.Body.Place).Text(200);
            RuleFor(c => c.Body.Formalities).Text(2000);
            RuleFor(c => c.Body.Other).Text(2000);
            RuleFor(c => c.Body.Host).Id(Ids.Organization);
            RuleFor(c => c.Body.Region).Must(region => region is null || Regions.Find(region) is not null).Says("A GB/T 2260 code is expected; see the code list region.", "应为 GB/T 2260 代码；见代码表 region。");
            RuleFor(c => c.Body.Exhibition!.Place).Text(200).When(c => c.Body.Exhibition is not null);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<SessionResource>>
    {
        public async Task<Result<SessionResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Session), command.Body, command.Caller.Self);
            string[] streams = [id, self.Organization, RuleBook.Stream, .. body.Host is { } host ? (string[])[host] : []];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var own = log.State<Organization>(self.Organization);
                var plan = new SessionPlan(body.Title, body.Series, body.Procedure, body.Field, body.Host, body.Region ?? own.Region,
                    body.OpensAt, body.ClosesAt, body.Place, body.Exhibition, body.Formalities, body.Other);
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), own.Region);
                return AuctionSession.Create(self, id, plan, own, body.Host is { } named ? log.State<Organization>(named) : null, rules, log.Time()).On(id);
            }, cancellationToken);
            return await market.AnswerAsync<AuctionSession, SessionResource>(outcome, id, SessionResource.From, cancellationToken);
        }
    }
}
