using Marketplace.Domain.Demands;
using Marketplace.Domain.Tests.Common;
using static Marketplace.Domain.Tests.Common.Parties;
using static Marketplace.Domain.Tests.Demands.Problems;

namespace Marketplace.Domain.Tests.Demands;

public sealed class ProposalTests
{
    private static readonly Proposal Standing = Proposal.Initial.After(Submit());
    private static readonly Proposal Withdrawn = Standing.After(Standing.Withdraw(Publisher, Now));
    private static readonly Proposal Declined = Standing.After(Standing.Decline(Enterprise, SealedFor(ProposalId), Now));

    [Test]
    public void A_proposal_names_the_version_of_the_demand_that_it_answers() =>
        Assert.That((Standing.DemandVersion, Standing.Solver, Standing.Owner), Is.EqualTo((1L, UniversityId, GlassworksId)));

    [Test]
    public void Proposals_are_taken_until_one_millisecond_before_the_deadline()
    {
        Assert.That(Submit(at: Deadline - TimeSpan.FromMilliseconds(1)).Refusal, Is.Null);
        Assert.That(Submit(at: Deadline).Code(), Is.EqualTo("demand.not_open"));
    }

    [Test]
    public void To_what_is_closed_or_taken_down_or_absent_nothing_is_proposed()
    {
        Assert.That(Submit(demand: Closed).Code(), Is.EqualTo("demand.not_open"));
        Assert.That(Submit(demand: TakenDown).Code(), Is.EqualTo("demand.not_open"));
        Assert.That(Submit(demand: Demand.Initial).Code(), Is.EqualTo("demand.not_found"));
    }

    [Test]
    public void Nobody_answers_his_own_demand_and_a_suspended_solver_answers_none()
    {
        var suspended = University.After(University.Suspend(PlatformAdmin, "整改", null, Now));
        Assert.That(Submit(Enterprise).Code(), Is.EqualTo("proposal.own_demand"));
        Assert.That(Proposal.Initial.Submit(Publisher, DemandId, Posted, 1, suspended, SealedFor(ProposalId), Now).Code(), Is.EqualTo("organization.suspended"));
        Assert.That(Standing.Submit(Publisher, DemandId, Posted, 1, University, SealedFor(ProposalId), Now).Code(), Is.EqualTo("proposal.already_submitted"));
    }

    [Test]
    public void Only_the_solver_and_the_demand_s_owner_know_of_it()
    {
        Assert.That(new[] { Publisher, Enterprise }.Select(Standing.VisibleTo), Has.All.True);
        Assert.That(new[] { null, Stranger, MarketStaff, PlatformAdmin }.Select(Standing.VisibleTo), Has.All.False);
        Assert.That(Standing.Withdraw(Stranger, Now).Code(), Is.EqualTo("proposal.not_found"));
        Assert.That(Standing.Decline(MarketStaff, SealedFor(ProposalId), Now).Code(), Is.EqualTo("proposal.not_found"));
    }

    [Test]
    public void The_solver_withdraws_and_the_owner_declines_and_neither_does_the_other_s_part()
    {
        Assert.That(Standing.Withdraw(Enterprise, Now).Code(), Is.EqualTo("proposal.not_solver"));
        Assert.That(Standing.Decline(Publisher, SealedFor(ProposalId), Now).Code(), Is.EqualTo("proposal.not_owner"));
        Assert.That((Withdrawn.Phase, Declined.Phase), Is.EqualTo((ProposalPhase.Withdrawn, ProposalPhase.Declined)));
    }

    [Test]
    public void What_is_withdrawn_or_declined_stays_so()
    {
        Assert.That(Declined.Withdraw(Publisher, Now).Code(), Is.EqualTo("proposal.phase_forbids"));
        Assert.That(Withdrawn.Decline(Enterprise, SealedFor(ProposalId), Now).Code(), Is.EqualTo("proposal.phase_forbids"));
        Assert.That(Proposal.Next.Reachable(ProposalPhase.Submitted), Is.EquivalentTo(Enum.GetValues<ProposalPhase>()));
    }

    [Test]
    public void A_withdrawn_proposal_is_hidden_again_from_the_owner_who_read_it()
    {
        Assert.That(new[] { Publisher, Enterprise }.Select(Standing.TermsVisibleTo), Has.All.True);
        Assert.That(new[] { Publisher, Enterprise }.Select(Withdrawn.TermsVisibleTo), Is.EqualTo(new[] { true, false }));
    }
}
