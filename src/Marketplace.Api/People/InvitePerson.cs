using System.Net.Mail;
using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Domain;
using Marketplace.Domain.Organizations;
using Marketplace.Domain.People;
using Marketplace.Log;
using MediatR;

namespace Marketplace.Api.People;

/// <summary>Gives a person an account with roles, and shows its secret this once.</summary>
public static class InvitePerson
{
    /// <param name="Organization">Whom the person will act for; absent for the caller's own organization.</param>
    public sealed record Body(string Name, IReadOnlyList<Role> Roles, string? Organization = null, string? Email = null, string? Phone = null);

    public sealed record Command(Caller Caller, Body Body) : ICommand<PersonResource>;

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/v1/people", (Body body, HttpContext http, ISender sender) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return sender.Create(http, new Command(http.Caller(), body), created => $"/v1/people/{created.Id}");
        })
        .Describe(typeof(InvitePerson), "Invite a person",
            "An organization's administrator invites for its own organization, a platform administrator for any. Name, e-mail address and telephone number are sealed under a key of the person's own. The answer shows clientSecret once; a repeated Idempotency-Key answers the same person without it, because only its hash is kept.",
            OrganizationRefusals.NotFound, PersonRefusals.NotYourOrganization, RoleRefusals.NotForKind, RoleRefusals.NotYoursToGrant)
        .Returns<PersonResource>(StatusCodes.Status201Created);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Name).Text(100);
            RuleFor(c => c.Body.Roles).Must(roles => roles.Count <= Enum.GetValues<Role>().Length).Says("A role is named once.", "每个角色只写一次。");
            RuleFor(c => c.Body.Organization).Id(Ids.Organization);
            RuleFor(c => c.Body.Email).Text(254).Must(email => email is null || MailAddress.TryCreate(email, out var address) && address.Address == email)
                .Says("An e-mail address such as chen@example.cn is expected.", "应为电子邮箱地址，例如 chen@example.cn。");
            RuleFor(c => c.Body.Phone).Must(phone => phone is null || (phone.Length is >= 5 and <= 20 && phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ')))
                .Says("A telephone number of 5 to 20 digits, plus signs, blanks and hyphens is expected.", "应为5至20位的电话号码，可含数字、加号、空格和连字符。");
        }
    }

    internal sealed class Handler(Market market, Seals seals) : IRequestHandler<Command, Result<PersonResource>>
    {
        public async Task<Result<PersonResource>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, self, id) = (command.Body, command.Caller.Self, market.NewId(Ids.Person));
            var organization = body.Organization ?? self.Organization;
            var profile = new PersonProfile(body.Name, body.Email, body.Phone).SealFor(id, seals);
            var (secret, hash) = ClientSecrets.New();
            var outcome = await market.DecideAsync(command, [id, organization], log =>
            {
                var employer = log.State<Organization>(organization);
                if (employer.Phase is null) return Effect.Refuse(OrganizationRefusals.NotFound.With().At("/organization"));
                return log.State<Person>(id).Invite(self, organization, employer.Kind, profile, [.. body.Roles], hash).On(id);
            }, cancellationToken);
            var result = await market.AnswerAsync<Person, PersonResource>(outcome, id, person => PersonResource.From(person, seals), cancellationToken);
            return result.ShowOnce(person => person with { ClientSecret = secret });
        }
    }
}
