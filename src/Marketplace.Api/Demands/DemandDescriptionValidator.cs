using System.Net.Mail;
using FluentValidation;
using Marketplace.Api.Http;

namespace Marketplace.Api.Demands;

/// <summary>The shape of a description; what its fields mean together is the domain's to judge.</summary>
internal sealed class DemandDescriptionValidator : AbstractValidator<DemandDescription>
{
    public DemandDescriptionValidator()
    {
        RuleFor(d => d.TitleZh).Text(200);
        RuleFor(d => d.TitleEn).Text(400);
        RuleFor(d => d.DescriptionZh).Text(10_000);
        RuleFor(d => d.DescriptionEn).Text(20_000);
        RuleForEach(d => d.Keywords).NotNull().Says("A value is expected.", "此处须有值。").Text(50);
        RuleFor(d => d.Region).Text(6);
        RuleFor(d => d.BudgetMin).Positive();
        RuleFor(d => d.BudgetMax).Positive();
        RuleFor(d => d.AcceptanceTest).Text(5000);
        RuleFor(d => d.CooperationModes).Must(modes => modes.Distinct().Count() == modes.Length).Says("Each way is named once.", "每种方式只写一次。");
        RuleFor(d => d.Contact!).ChildRules(contact =>
        {
            contact.RuleFor(c => c.Name).Text(100);
            contact.RuleFor(c => c.Phone).Must(phone => phone is null || (phone.Length is >= 5 and <= 20 && phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ')))
                .Says("A telephone number of 5 to 20 digits is expected.", "应为5至20位电话号码。");
            contact.RuleFor(c => c.Email).Text(254);
            contact.RuleFor(c => c.Email).Must(email => email is null || (MailAddress.TryCreate(email, out var address) && address.Address == email))
                .Says("A mail address is expected.", "应为电子邮箱地址。");
        }).When(d => d.Contact is not null);
    }
}
