namespace Marketplace.Domain.Changes;

/// <summary>The kinds of resource whose changes are told; codes in <c>api-specs/codelists/resource_kind.csv</c>.</summary>
public enum ResourceKind
{
    /// <summary>机构.</summary>
    Organization,
    /// <summary>科技成果.</summary>
    Achievement,
    /// <summary>挂牌.</summary>
    Listing,
    /// <summary>技术需求.</summary>
    Demand,
    /// <summary>解决方案.</summary>
    Proposal,
    /// <summary>竞价.</summary>
    Auction,
    /// <summary>竞价专场.</summary>
    Session,
    /// <summary>技术合同.</summary>
    Contract,
    /// <summary>交易.</summary>
    Deal,
    /// <summary>公示: named by its listing.</summary>
    Publicity,
    /// <summary>授权委托.</summary>
    Mandate,
    /// <summary>数据发布.</summary>
    Release,
}

/// <summary>What the reader of the changes is told; codes in <c>api-specs/codelists/change_kind.csv</c>.</summary>
public enum ChangeKind
{
    /// <summary>The reader can read the resource from now on: it is new, or became visible.</summary>
    Appeared,
    /// <summary>The resource has a new version.</summary>
    Changed,
    /// <summary>The reader can read it no more: what was copied of it has to go.</summary>
    Removed,
}
