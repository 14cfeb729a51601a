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
        RuleForEach(d => d.Keywords).NotNull().Says("A value is expected.", "此处须有值。").Text(50);
        RuleFor(d => d.Region).Text(6);
        RuleFor(d => d.ResearchFrom).Text(7);
        RuleFor(d => d.ResearchTo).Text(7);
        RuleFor(d => d.PriceIntention).Positive();
        RuleFor(d => d.TransferModes).Must(modes => modes.Distinct().Count() == modes.Length).Says("Each way is named once.", "每种方式只写一次。");
        RuleFor(d => d.IpRights).Must(rights => rights.Length <= MostEntries).Says($"At most {MostEntries} entries are taken.", $"最多{MostEntries}项。");
        RuleForEach(d => d.IpRights).NotNull().Says("A value is expected.", "此处须有值。").ChildRules(right =>
        {
            right.RuleFor(r => r.Number).Text(50);
            right.RuleFor(r => r.Title).Text(300);
        });
        RuleFor(d => d.Completers).Must(completers => completers.Length <= MostEntries).Says($"At most {MostEntries} entries are taken.", $"最多{MostEntries}项。");
        RuleFor(d => d.Completers).Must(completers => completers.Where(c => c?.Id is not null).GroupBy(c => c.Id).All(same => same.Count() == 1))
            .Says("Each completer is named once.", "每位完成人只写一次。");
        RuleForEach(d => d.Completers).NotNull().Says("A value is expected.", "此处须有值。").ChildRules(completer =>
        {
            completer.RuleFor(c => c.Id).Id(Ids.Completer);
            completer.RuleFor(c => c.Name).Text(100);
            completer.RuleFor(c => c.Name).NotNull().When(c => c.Id is null).Says("A new completer needs a name.", "新的完成人须有姓名。");
            completer.RuleFor(c => c.Organization).Text(200);
        });
        RuleFor(d => d.CoOwners).Must(owners => owners.Length <= MostEntries).Says($"At most {MostEntries} entries are taken.", $"最多{MostEntries}项。");
        RuleForEach(d => d.CoOwners).NotNull().Says("A value is expected.", "此处须有值。").ChildRules(owner =>
        {
            owner.RuleFor(o => o.Name).Text(200);
            owner.RuleFor(o => o.Organization).Id(Ids.Organization);
        });
        RuleFor(d => d.Client!.Name).Text(200).When(d => d.Client is not null);
        RuleFor(d => d.Client!.Organization).Id(Ids.Organization).When(d => d.Client is not null);
    }
}
