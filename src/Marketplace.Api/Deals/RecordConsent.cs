using System.ComponentModel;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain.Deals;
using MediatR;

namespace Marketplace.Api.Deals;

/// <summary>Records the consent of a co-owner to the terms (民法典 art. 860), or that it refuses.</summary>
public static class RecordConsent
{
    /// <param name="Evidence">Needed where the seller records it for a co-owner that is not on the market: the document that says so.</param>
    public sealed record Body(ConsentDecision Decision, string? Evidence = null);

    public sealed record Command(Caller Caller, string DealId, string Holder, Body Body) : ICommand<DealResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/deals/{dealId}/holders/{holder}/consent", (string dealId, [Description("Label of the holder within the deal, such as 1.")] string holder, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), dealId, holder, body)))
        .Describe(typeof(RecordConsent), "Record a co-owner's consent",
            "A co-owner on the market answers for itself; for another the seller records the answer with its evidence. A refusal ends the deal.",
            DealRefusals.NotFound, DealRefusals.HolderNotFound, DealRefusals.NotHolder, DealRefusals.EvidenceMissing, DealRefusals.PhaseForbids, DealRefusals.ConsentNotNeeded)
        .NeedsKey()
        .Returns<DealResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Evidence).Text(500);
    }

    internal sealed class Handler(DealDesk desk) : IRequestHandler<Command, Result<DealResource>>
    {
        public async Task<Result<DealResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self) = (command.DealId, command.Caller.Self);
            var outcome = await desk.DecideAsync(command, id, (log, deal, held) =>
                deal.RecordConsent(self, held, command.Holder, command.Body.Decision, command.Body.Evidence, log.Time()).OnDeal(id, log, deal), cancellationToken);
            return await desk.AnswerAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
