using System.ComponentModel;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Checkpoints;
using MediatR;

namespace Marketplace.Api.Checkpoints;

/// <summary>A witness says that it saw a checkpoint, and that the log had only grown since the last that it saw.</summary>
public static class CosignCheckpoint
{
    /// <param name="Jws">
    /// RFC 7515, compact, ES256 with the key that the organization published last; header <c>{"alg":"ES256","kid":…,"typ":"marketplace-cosignature+jws"}</c>; payload
    /// <c>{"at":…,"epoch":…,"origin":…,"root":…,"size":…}</c>: the checkpoint's own members, and in <c>at</c> the witness's time.
    /// </param>
    public sealed record Body(string Jws);

    public sealed record Command(Caller Caller, long Size, Body Body) : ICommand<Cosignature>;

    /// <param name="Witness">Id of the witness, whose key ListWitnesses has.</param>
    /// <param name="Size">Of the checkpoint.</param>
    /// <param name="SeenAt">The witness's own time.</param>
    /// <param name="Jws">What it signed.</param>
    public sealed record Cosignature(string Witness, int Epoch, long Size, Instant SeenAt, string Jws)
    {
        internal static Cosignature Of(string witness, CheckpointCosigned cosigned) => new(witness, cosigned.Epoch, cosigned.Size, cosigned.SeenAt, cosigned.Jws);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/log/checkpoints/{size}/cosignatures", ([Description("Size of the checkpoint: the position of the last event that it covers.")] long size, Body body, HttpContext http, ISender sender) =>
            sender.Create(http, new Command(http.Caller(), size, body), _ => $"/v1/log/checkpoints/{size}/cosignatures"))
        .Describe(typeof(CosignCheckpoint), "Cosign a checkpoint",
            "For witnesses, in the order of the log. Check GET /v1/log/consistency-proof from the last checkpoint that you saw before you sign.",
            CheckpointRefusals.NotFound, WitnessRefusals.NotWitness, WitnessRefusals.Invalid, WitnessRefusals.NotLater)
        .Returns<Cosignature>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Jws).Text(2000);
    }

    internal sealed class Handler(Market market, CheckpointBook checkpoints, SignedHeads heads) : IRequestHandler<Command, Result<Cosignature>>
    {
        public async Task<Result<Cosignature>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await checkpoints.CoveringAsync(command.Size, cancellationToken) is not { } signed || signed.Size != command.Size) return CheckpointRefusals.NotFound;
            if ((await market.ReadAsync<Witnesses>(Witnesses.Stream, cancellationToken)).State.Of(command.Caller.Self.Organization) is not { } witness) return WitnessRefusals.NotWitness;
            var (seenAt, fault) = WitnessKey.Check(command.Body.Jws, witness, new LogCheckpointName(heads.Origin, signed.Epoch, signed.Size, Convert.ToBase64String(signed.Root)));
            if (seenAt is null) return WitnessRefusals.Invalid.With(("fault", fault!)).At("/jws");
            var outcome = await market.DecideAsync(command, [witness.Witness], log =>
                log.State<Cosignatures>(witness.Witness).Add(new CheckpointCosigned(signed.Epoch, signed.Size, seenAt.Value, command.Body.Jws, log.Time())).On(witness.Witness), cancellationToken);
            return await market.AnswerAsync<Cosignatures, Cosignature>(outcome, witness.Witness, made => Cosignature.Of(witness.Witness, made.State.Last!), cancellationToken);
        }
    }
}
