namespace Marketplace.ReadModel.Search;

/// <summary>What a search finds.</summary>
public enum SearchKind
{
    /// <summary>挂牌项目.</summary>
    Listing,
    /// <summary>技术需求.</summary>
    Demand,
    /// <summary>科技成果.</summary>
    Achievement,
    /// <summary>竞价.</summary>
    Auction,
}
