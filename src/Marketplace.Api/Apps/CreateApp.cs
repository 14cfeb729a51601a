using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.People;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Apps;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.Apps;

/// <summary>Gives a program an account with scopes and roles, and shows its secret this once.</summary>
public static class CreateApp
{
    /// <param name="Scopes">Codes of the list <c>scope</c>.</param>
    /// <param name="Organization">Whom the app will act for; absent for the caller's own organization.</param>
    public sealed record Body(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<Role> Roles, string? Organization = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<AppResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/apps", (Body body, HttpContext http, ISender sender) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return sender.Create(http, new Command(http.Caller(), body), created => $"/v1/apps/{created.Id}");
        })
        .Describe(typeof(CreateApp), "Create an app",
            "An app may do what both its roles and its scopes allow; roles that judge are for people only. The answer shows clientSecret once; a repeated Idempotency-Key answers the same app without it, because only its hash is kept.",
            ScopeRefusals.Unknown, OrganizationRefusals.NotFound, AppRefusals.NotYourOrganization, RoleRefusals.NotForKind, RoleRefusals.NotForApp, RoleRefusals.NotYoursToGrant)
        .Returns<AppResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Name).Text(100);
            RuleFor(c => c.Body.Scopes).Must(scopes => scopes.Count is >= 1 and <= 50).Says("At least one scope is expected; without one an app can do nothing.", "至少须有一个权限范围；没有权限范围的应用不能进行任何操作。");
            RuleFor(c => c.Body.Roles).Must(roles => roles.Count <= Enum.GetValues<Role>().Length).Says("A role is named once.", "每个角色只写一次。");
            RuleFor(c => c.Body.Organization).Id(Ids.Organization);
        }
    }

    internal sealed class Handler(Market market, Permissions permissions) : IRequestHandler<Command, Result<AppResource>>
    {
        public async Task<Result<AppResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, self, id) = (command.Body, command.Caller.Self, market.NewId(Ids.App));
            for (var i = 0; i < body.Scopes.Count; i++)
                if (!permissions.Scopes.Contains(body.Scopes[i])) return ScopeRefusals.Unknown.With(("known", string.Join(", ", permissions.Scopes.Order(StringComparer.Ordinal)))).At($"/scopes/{i}");
            var organization = body.Organization ?? self.Organization;
            var (secret, hash) = ClientSecrets.New();
            var outcome = await market.DecideAsync(command, [id, organization], log =>
            {
                var employer = log.State<Organization>(organization);
                if (employer.Phase is null) return Effect.Refuse(OrganizationRefusals.NotFound.With().At("/organization"));
                return log.State<App>(id).Create(self, organization, employer.Kind, body.Name, [.. body.Scopes], [.. body.Roles], hash).On(id);
            }, cancellationToken);
            var result = await market.AnswerAsync<App, AppResource>(outcome, id, AppResource.From, cancellationToken);
            return result.ShowOnce(app => app with { ClientSecret = secret });
        }
    }
}

public static class ScopeRefusals
{
    public static readonly RefusalType Unknown = new("scope.unknown", RefusalKind.Invalid,
        "There is no such scope. Known are: {known}.",
        "权限范围不存在。可用范围：{known}。");
}
