using System.Collections.Immutable;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Log;

namespace Marketplace.Api.Hosting;

/// <summary>A secret as it is shown once.</summary>
/// <param name="Kind">Of the organization.</param>
/// <param name="Role">The roles, by their codes.</param>
public sealed record Credentials(string Kind, string Role, string Organization, string ClientId, string ClientSecret);

/// <summary>
/// What has to be there before anyone can sign in: an organization and a person in it, entered by the marketplace itself.
/// The first operator and the sandbox's demo clients come from here.
/// </summary>
internal sealed class Bootstrap(Market market, Seals seals)
{
    private static readonly Caller System = new() { Actor = Actor.System("bootstrap"), ArrivedAt = default };

    private sealed record Step(Caller Caller) : IMarketRequest;

    /// <summary>Registers and verifies an organization.</summary>
    /// <param name="evidence">What was seen of a credit code whose check character does not fit.</param>
    /// <exception cref="RefusedException">The details are not right.</exception>
    public async Task<string> AddOrganizationAsync(OrganizationDetails details, CancellationToken cancel, string? evidence = null)
    {
        var id = market.NewId(Ids.Organization);
        string[] claims = [.. Organization.Claims(details)];
        Demand(await market.DecideAsync(new Step(System), [id], log =>
        {
            if (claims.FirstOrDefault(claim => log.HolderOf(claim) is not null) is { } taken) return Effect.Refuse(Organization.ClaimTaken(taken));
            var registered = Organization.Initial.Register(System.Self, details, null);
            if (registered.Refused) return registered.On(id);
            var verified = registered.Events.Aggregate(Organization.Initial, (state, e) => state.Apply(e)).Verify(evidence ?? "entered by the operator of this installation");
            return claims.Aggregate(registered.On(id).And(id, verified.Events), (effect, claim) => effect.Claim(claim, id));
        }, cancel, claims));
        return id;
    }

    /// <summary>Adds a person with the roles to an organization.</summary>
    public async Task<Credentials> AddPersonAsync(string organization, PersonProfile profile, ImmutableArray<Role> roles, CancellationToken cancel)
    {
        var id = market.NewId(Ids.Person);
        var (secret, hash) = ClientSecrets.New();
        var sealedProfile = profile.SealFor(id, seals);
        var kind = (await market.ReadAsync<Organization>(organization, cancel)).State.Kind;
        Demand(await market.DecideAsync(new Step(System), [id], _ => Person.Initial.Invite(System.Self, organization, kind, sealedProfile, roles, hash).On(id), cancel));
        return new Credentials(Http.Codes.Of(kind), string.Join(' ', roles.Select(role => Http.Codes.Of(role))), organization, id, secret);
    }

    private static void Demand(Outcome outcome)
    {
        if (outcome.Kind is OutcomeKind.Refused) throw new RefusedException((Refusal)outcome.Refusal!);
        if (!outcome.Written) throw new InvalidOperationException($"The log answered {outcome.Kind}.");
    }
}

/// <summary>A refusal where a person at a terminal, not a client, is to read it.</summary>
internal sealed class RefusedException(Refusal refusal, string where = "") : Exception(where + Http.Problems.Fill(refusal, chinese: false) +
    (refusal.Details.IsDefaultOrEmpty ? "" : " " + string.Join(" ", refusal.Details.Select(detail => $"{detail.Pointer}: {Http.Problems.Fill(detail, chinese: false)}"))));
