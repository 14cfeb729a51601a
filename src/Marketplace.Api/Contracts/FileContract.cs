using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Auctions;
using Marketplace.Domain.Contracts;
using Marketplace.Domain.Organizations;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Contracts;

/// <summary>The seller files the contract at the registration office of its place (技术合同认定登记管理办法: once, by the seller's place).</summary>
public static class FileContract
{
    /// <param name="Office">Id of the registration office of the seller's district, city or province.</param>
    public sealed record Body(string Office);

    public sealed record Command(Caller Caller, string ContractId, Body Body) : ICommand<ContractResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/contracts/{contractId}/filing", (string contractId, Body body, HttpContext http, ISender sender) =>
            sender.Do(http, new Command(http.Caller(), contractId, body)))
        .Describe(typeof(FileContract), "File a contract for registration",
            "The form must be complete, its amounts must add up, and the text of the contract must be attached. With If-Match exactly the version that was read is filed.",
            ContractRefusals.NotFound, ContractRefusals.NotSeller, ContractRefusals.PhaseForbids, ContractRefusals.Incomplete,
            ContractRefusals.FieldMissing, ContractRefusals.AmountsDoNotAddUp, ContractRefusals.SignedInFuture, ContractRefusals.SignedBeforePublicity, ContractRefusals.DocumentMissing,
            ContractRefusals.SaleUndone, ContractRefusals.OfficeUnknown, ContractRefusals.OfficeElsewhere, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended, HttpRefusals.VersionGone)
        .NeedsKey()
        .Returns<ContractResource>();

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Office).Id(Ids.Organization);
    }

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<ContractResource>>
    {
        public async Task<Result<ContractResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, office, self) = (command.ContractId, command.Body.Office, command.Caller.Self);
            var sale = (await market.ReadAsync<Contract>(id, cancellationToken)).State is { DealOrigin: DealOrigin.Auction, Deal: { } auction } ? auction : null;
            string[] streams = [id, office, self.Organization, .. sale is null ? (string[])[] : [sale]];
            var outcome = await market.DecideAsync(command, [.. streams.Distinct()], log =>
            {
                var contract = log.State<Contract>(id);
                if (!contract.VisibleTo(self)) return Effect.Refuse((Refusal)ContractRefusals.NotFound);
                if (command.Caller.Misses(log.Version(id)) is { } gone) return Effect.Refuse(gone);
                if (sale is not null && !log.State<Auction>(sale).Upholds(sale, id)) return Effect.Refuse((Refusal)ContractRefusals.SaleUndone);
                return contract.File(self, log.State<Organization>(self.Organization), office, log.State<Organization>(office), log.Time()).On(id);
            }, cancellationToken);
            return await market.AnswerContractAsync(outcome, id, command.Caller, cancellationToken);
        }
    }
}
