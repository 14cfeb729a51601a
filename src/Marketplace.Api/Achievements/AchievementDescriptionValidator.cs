using FluentValidation;
using Marketplace.Api.Http;
using Marketplace.Domain;

namespace Marketplace.Api.Achievements;

/// <summary>The shape of a description; what its fields mean together is the domain's to judge.</summary>
internal sealed class AchievementDescriptionValidator : AbstractValidator<AchievementDescription>
{
    private const int MostEntries = 100;

    public AchievementDescriptionValidator()
    {
        RuleFor(d => d.TitleZh).Text(200);
        RuleFor(d => d.TitleEn).Text(400);
        RuleFor(d => d.SummaryZh).Text(5000);
        RuleFor(d => d.SummaryEn).Text(10_000);
        RuleForEach(d => d.Keywords).NotNull().Text(50);
        RuleFor(d => d.Region).Text(6);
        RuleFor(d => d.ResearchFrom).Text(7);
        RuleFor(d => d.ResearchTo).Text(7);
        RuleFor(d => d.PriceIntention).Positive();
        RuleFor(d => d.TransferModes).Must(modes => modes.Distinct().Count() == modes.Length).WithMessage("Each way is named once.");
        RuleFor(d => d.IpRights).Must(rights => rights.Length <= MostEntries).WithMessage($"At most {MostEntries} entries are taken.");
        RuleForEach(d => d.IpRights).NotNull().ChildRules(right =>
        {
            right.RuleFor(r => r.Number).Text(50);
            right.RuleFor(r => r.Title).Text(300);
        });
        RuleFor(d => d.Completers).Must(completers => completers.Length <= MostEntries).WithMessage($"At most {MostEntries} entries are taken.");
        RuleFor(d => d.Completers).Must(completers => completers.Where(c => c?.Id is not null).GroupBy(c => c.Id).All(same => same.Count() == 1))
            .WithMessage("Each completer is named once.");
        RuleForEach(d => d.Completers).NotNull().ChildRules(completer =>
        {
            completer.RuleFor(c => c.Id).Id(Ids.Completer);
            completer.RuleFor(c => c.Name).Text(100);
            completer.RuleFor(c => c.Name).NotNull().When(c => c.Id is null).WithMessage("A new completer needs a name.");
            completer.RuleFor(c => c.Organization).Text(200);
        });
    }
}
