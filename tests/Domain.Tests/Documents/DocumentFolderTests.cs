using Marketplace.Domain.Achievements;
using Marketplace.Domain.Documents;
using Marketplace.Domain.Tests.Achievements;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Documents;

public class DocumentFolderTests
{
    private static readonly Actor Colleague = Staff("12", UniversityId, OrganizationKind.University, Role.Publisher);

    private static readonly Achievement Draft = Achievement.Initial.Apply(new AchievementDrafted(UniversityId, new AchievementContent()));

    private static DocumentAttached File(int number = 1, DocumentCheck check = DocumentCheck.Clean, bool open = false, SecrecyDeclaration secrecy = SecrecyDeclaration.NotSecret) =>
        new($"doc_{number:x32}", DocumentKind.Introduction, SealedFor($"doc_{number:x32}"), number.ToString("x64"), "application/pdf", 1024, secrecy, open, check, Publisher.Subject, Now);

    private static Achievement With(params DocumentAttached[] files) => files.Aggregate(Draft, (state, file) => state.After(state.Attach(Publisher, file, Now)));

    [Test]
    public void What_is_not_declared_open_is_not_taken() =>
        Assert.That(Draft.Attach(Publisher, File(secrecy: SecrecyDeclaration.StateSecret), Now).Refusal, Has.Property("Code").EqualTo("document.secret").And.Property("Pointer").EqualTo("/secrecy"));

    [Test]
    public void A_contract_takes_nothing_public_and_an_achievement_does()
    {
        Assert.That(Contracts.Deals.Drafted.Attach(Filer, File(open: true), Now).Refusal, Has.Property("Code").EqualTo("document.never_public").And.Property("Pointer").EqualTo("/public"));
        Assert.That(Draft.Attach(Publisher, File(open: true), Now).Refused, Is.False);
    }

    [TestCase(DocumentCheck.Clean, null, null)]
    [TestCase(DocumentCheck.UnscannedAllowed, null, null)]
    [TestCase(DocumentCheck.Unchecked, null, "document.unchecked")]
    [TestCase(DocumentCheck.Infected, "document.quarantined", "document.quarantined")]
    public void What_is_unchecked_is_served_to_its_uploader_alone_and_what_is_infected_to_nobody(DocumentCheck check, string? toUploader, string? toOthers)
    {
        var held = new HeldDocument(File(), check);
        Assert.That((held.NotServed(Publisher)?.Code, held.NotServed(Colleague)?.Code, held.NotServed(null)?.Code), Is.EqualTo((toUploader, toOthers, toOthers)));
    }

    [Test]
    public void A_check_is_taken_down_when_it_comes_to_another_end_and_a_failed_one_never()
    {
        var achievement = With(File(check: DocumentCheck.Unchecked));
        var id = achievement.Documents.Documents[0].Id;
        Assert.That(achievement.Check(Publisher, id, DocumentCheck.Unchecked, Now).Events, Is.Empty);
        var clean = achievement.After(achievement.Check(Publisher, id, DocumentCheck.Clean, Now));
        Assert.That(clean.Documents.Find(id)!.Check, Is.EqualTo(DocumentCheck.Clean));
        Assert.That(clean.Check(Publisher, id, DocumentCheck.Clean, Now).Events, Is.Empty);
        Assert.That(clean.Check(Publisher, id, DocumentCheck.Unchecked, Now).Events, Is.Empty, "a scanner that fails today does not unsay what one found yesterday");
        Assert.That(clean.Check(Publisher, "doc_none", DocumentCheck.Clean, Now).Code(), Is.EqualTo("document.not_found"));
        Assert.That(clean.Check(Stranger, id, DocumentCheck.Infected, Now).Code(), Is.EqualTo("achievement.not_found"));
    }

    [Test]
    public void What_is_removed_leaves_the_others_in_their_order()
    {
        var achievement = With(File(1), File(2), File(3));
        var left = achievement.After(achievement.Remove(Publisher, $"doc_{2:x32}", Now));
        Assert.That(left.Documents.Documents.Select(held => held.Id), Is.EqualTo(new[] { $"doc_{1:x32}", $"doc_{3:x32}" }));
        Assert.That(left.Remove(Publisher, $"doc_{2:x32}", Now).Code(), Is.EqualTo("document.not_found"));
    }

    [Test]
    public void What_was_submitted_keeps_its_documents_as_they_are()
    {
        var submitted = With(File()).Apply(new AchievementSubmitted(Now));
        Assert.That(submitted.Remove(Publisher, $"doc_{1:x32}", Now).Code(), Is.EqualTo("achievement.phase_forbids"));
        Assert.That(submitted.Attach(Publisher, File(2), Now).Code(), Is.EqualTo("achievement.phase_forbids"));
        Assert.That(submitted.Check(Publisher, $"doc_{1:x32}", DocumentCheck.Infected, Now).Refused, Is.False, "what a scanner finds is taken down whenever it finds it");
    }

    [Test]
    public void Of_an_approved_achievement_strangers_know_the_public_documents_alone()
    {
        var approved = With(File(1, open: true), File(2)).Apply(new AchievementSubmitted(Now)).Apply(new AchievementApproved(Now));
        foreach (var (reader, known) in new (Actor?, int)[] { (null, 1), (Stranger, 1), (Publisher, 2), (MarketStaff, 2) })
            Assert.That(approved.Documents.Documents.Count(held => approved.Shows(reader, held)), Is.EqualTo(known), $"{reader}");
        Assert.That(approved.Find(Stranger, $"doc_{2:x32}"), Is.Null);
    }

    [Test]
    public void Only_what_can_have_documents_has_a_stream_of_refused_ones()
    {
        Assert.That(RefusedDocuments.Owns(RefusedDocuments.StreamOf(Samples.AchievementId)), Is.True);
        foreach (var other in (string[])[Samples.AchievementId, $"{OfficeId}-refusals", $"auc_{1:x32}-refusals", "-refusals"]) Assert.That(RefusedDocuments.Owns(other), Is.False, other);
        Assert.That(RefusedDocuments.Initial.Apply(new DocumentRefused(new string('a', 64), "application/pdf", 1, Publisher.Subject, Now)).Count, Is.EqualTo(1));
    }
}
