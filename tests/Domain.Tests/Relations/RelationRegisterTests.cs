using Marketplace.Domain.Relations;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;

namespace Marketplace.Domain.Tests.Relations;

public class RelationRegisterTests
{
    private const string Id = "rel_0000000000007000800000000000f501";
    private static readonly Sealed Statement = new(MarketStaff.Subject, [1, 2, 3], new byte[32]);
    private static readonly RelationRegister Declared = RelationRegister.Initial.After(Declare(RelationRegister.Initial));

    private static Decision Declare(RelationRegister register, string? organization = null, bool known = true) =>
        register.Declare(MarketStaff, Id, organization ?? GlassworksId, known, Statement, Now);

    [Test]
    public void A_relation_concerns_its_organization_until_it_ends()
    {
        var ended = Declared.After(Declared.End(MarketStaff, Id, Now));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Declared.Concerns(GlassworksId), Declared.Concerns(UniversityId)), Is.EqualTo((true, false)));
            Assert.That((ended.Concerns(GlassworksId), ended.All[0].EndedAt), Is.EqualTo((false, (Instant?)Now)));
            Assert.That(ended.End(MarketStaff, Id, Now).Code(), Is.EqualTo("relation.ended"));
            Assert.That(Declare(ended).Code(), Is.Null, "it can be declared again");
        }
    }

    [Test]
    public void It_is_declared_once_by_a_person_of_another_organization_that_there_is()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Declare(Declared).Code(), Is.EqualTo("relation.already_declared"));
            Assert.That(Declare(RelationRegister.Initial, known: false).Code(), Is.EqualTo("relation.organization_unknown"));
            Assert.That(Declare(RelationRegister.Initial, OperatorId).Code(), Is.EqualTo("relation.organization_unknown"));
        }
    }

    [Test]
    public void Its_person_and_the_administrators_alone_know_of_it()
    {
        var (colleague, admin) = (Staff("71", OperatorId, OrganizationKind.MarketOperator, Role.Operator), Staff("72", OperatorId, OrganizationKind.MarketOperator, Role.OrgAdmin));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Declared.End(colleague, Id, Now).Code(), Is.EqualTo("relation.not_found"));
            Assert.That(Declared.End(admin, Id, Now).Code(), Is.Null);
            Assert.That(RelationRegister.Owns(RelationRegister.StreamOf(OperatorId)), Is.True);
            Assert.That(RelationRegister.Owns(OperatorId), Is.False);
        }
    }
}
