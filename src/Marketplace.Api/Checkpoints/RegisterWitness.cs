using System.Buffers.Text;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.OAuth;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;
using Marketplace.Domain.Organizations;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>
/// An organization outside of the market publishes the key by which it cosigns checkpoints. What a witness has seen, the marketplace
/// cannot deny, nor show another log to somebody else.
/// </summary>
public static class RegisterWitness
{
    /// <param name="Name">By which people know it.</param>
    /// <param name="X">Of the key's point on P-256: 32 bytes in Base64url, as in a JWK (RFC 7518, section 6.2.1).</param>
    /// <param name="Y">The same.</param>
    public sealed record Body(string Name, string X, string Y);

    public sealed record Command(Caller Caller, Body Body) : ICommand<Witness>;

    /// <param name="Organization">Id of the organization that watches.</param>
    /// <param name="Key">By which its cosignatures are checked.</param>
    /// <param name="Current">Whether it signs with this key now.</param>
    public sealed record Witness(string Id, string Organization, string Name, GetKeys.PublicKey Key, Instant RegisteredAt, bool Current)
    {
        internal static Witness Of(WitnessRegistered witness, Witnesses all) =>
            new(witness.Witness, witness.Organization, witness.Name, WitnessKey.Show(witness), witness.RegisteredAt, all.Of(witness.Organization) == witness);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/log/witnesses", (Body body, HttpContext http, ISender sender) => sender.Create(http, new Command(http.Caller(), body), _ => "/v1/log/witnesses"))
        .Describe(typeof(RegisterWitness), "Become a witness",
            "The caller's organization publishes its key; a later one replaces it, and what the former signed stays good. A market operator is no witness.",
            WitnessRefusals.NotOutside, WitnessRefusals.KeyUnchanged, WitnessRefusals.TooManyKeys, OrganizationRefusals.NotVerified, OrganizationRefusals.Suspended)
        .NeedsKey()
        .Returns<Witness>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Name).Text(100);
            RuleFor(c => c.Body.X).Must(x => Coordinate(x) is not null).Says("32 bytes in Base64url are expected.", "应为32字节的Base64url。");
            RuleFor(c => c.Body.Y).Must(y => Coordinate(y) is not null).Says("32 bytes in Base64url are expected.", "应为32字节的Base64url。");
            RuleFor(c => c.Body).Must(IsPoint).When(c => Coordinate(c.Body.X) is not null && Coordinate(c.Body.Y) is not null)
                .Says("x and y are no point of the curve P-256.", "x 与 y 不是 P-256 曲线上的点。");
        }

        private static bool IsPoint(Body body)
        {
            using var key = WitnessKey.Of(Coordinate(body.X)!, Coordinate(body.Y)!);
            return key is not null;
        }
    }

    private static byte[]? Coordinate(string? text) =>
        text is { Length: 43 } && Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is { Length: 32 } bytes ? bytes : null;

    internal sealed class Handler(Market market) : IRequestHandler<Command, Result<Witness>>
    {
        public async Task<Result<Witness>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, self, body) = (market.NewId(Ids.Witness), command.Caller.Self, command.Body);
            var outcome = await market.DecideAsync(command, [Witnesses.Stream, self.Organization], log =>
                log.State<Witnesses>(Witnesses.Stream).Register(id, self, log.State<Organization>(self.Organization), body.Name, Coordinate(body.X)!, Coordinate(body.Y)!, log.Time())
                    .On(Witnesses.Stream), cancellationToken);
            return await market.AnswerAsync<Witnesses, Witness>(outcome, Witnesses.Stream, witnesses => Witness.Of(witnesses.State.Of(self.Organization)!, witnesses.State), cancellationToken);
        }
    }
}
