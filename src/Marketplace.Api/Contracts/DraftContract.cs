using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Achievements;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Listings;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.RuleSets;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>Brings a contract that was made outside of the market here for its registration; from here on it goes the way of all.</summary>
public static class DraftContract
{
    /// <param name="Buyer">Id of the other party, a verified organization; the caller's organization is the seller.</param>
    /// <param name="Price">合同成交额.</param>
    /// <param name="Achievement">Id of an achievement of the seller that no listing holds.</param>
    public sealed record Body(string Buyer, Money Price, ContractType? Type = null, string? Title = null, string? Achievement = null, PaymentMethod? PaymentMethod = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts", (Body body, HttpContext http, ISender sender) => sender.Create(http, new Command(http.Caller(), body), drafted => $"/v1/contracts/{drafted.Id}"))
        .Describe(typeof(DraftContract), "Draft a contract",
            "For a contract that comes from no deal here; auctions and deals draft theirs by themselves. What is listed or sold on the market is contracted through its deal.",
            ContractRefusals.OwnParty, ContractRefusals.BuyerUnknown, ContractRefusals.AchievementUnknown, ContractRefusals.AchievementListed,
            OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<ContractResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Buyer).Id(Ids.Organization);
            RuleFor(c => c.Body.Price).Positive();
            RuleFor(c => c.Body.Title).Text(300);
            RuleFor(c => c.Body.Achievement).Id(Ids.Achievement);
        }
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, self) = (market.NewId(Ids.Contract), command.Body, command.Caller.Self);
            string[] achievements = body.Achievement is { } named ? [named] : [];
            string[] claims = [.. achievements.Select(Listing.Claim)];
            string[] streams = [id, self.Organization, body.Buyer, RuleBook.Stream, .. achievements];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var seller = log.State<Organization>(self.Organization);
                var rules = log.State<RuleBook>(RuleBook.Stream).InForce(log.Time(), seller.Region);
                var basis = new ContractBasis(DealOrigin.Outside, null, rules.Version, body.Achievement, self.Organization, body.Buyer, body.Price)
                {
                    Type = body.Type, Title = body.Title, PaymentMethod = body.PaymentMethod,
                };
                return log.State<Contract>(id).DraftOutside(self, basis, body.Achievement is { } of ? log.State<Achievement>(of) : null,
                    claims.Any(claim => log.HolderOf(claim) is not null), seller, log.State<Organization>(body.Buyer), log.Time()).On(id);
            }, cancellationToken, claims);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
