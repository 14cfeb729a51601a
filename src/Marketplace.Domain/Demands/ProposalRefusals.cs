namespace Marketplace.Domain.Demands;

public static class ProposalRefusals
{
    public static readonly RefusalType NotFound = new("proposal.not_found", RefusalKind.NotFound,
        "There is no such proposal.",
        "解决方案不存在。");

    /// <summary>Also the answer to a failed claim of <see cref="Proposal.Claim"/>.</summary>
    public static readonly RefusalType AlreadySubmitted = new("proposal.already_submitted", RefusalKind.Conflict,
        "A proposal of your organization stands already. Withdraw it before you submit another one to this demand.",
        "本组织已对该需求提交解决方案。如需重新提交，请先撤回原方案。");

    public static readonly RefusalType OwnDemand = new("proposal.own_demand", RefusalKind.Conflict,
        "The demand is your organization's own. Others propose how to solve it.",
        "该需求由本组织发布。解决方案应由其他组织提交。");

    public static readonly RefusalType NotSolver = new("proposal.not_solver", RefusalKind.Forbidden,
        "The proposal is another organization's. Only who submitted it takes it back.",
        "该解决方案由其他组织提交。只有提交方可以撤回。");

    public static readonly RefusalType NotOwner = new("proposal.not_owner", RefusalKind.Forbidden,
        "The demand belongs to another organization. Only its owner declines proposals.",
        "该需求属于其他组织。只有需求发布方可以回绝解决方案。");

    public static readonly RefusalType PhaseForbids = new("proposal.phase_forbids", RefusalKind.Conflict,
        "The state of the proposal does not allow this. It is {phase}.",
        "解决方案当前状态不允许此操作。当前状态为{phase}。");
}
