namespace Marketplace.Domain.Publicities;

/// <summary>State of a notice (公示).</summary>
public enum PublicityPhase
{
    /// <summary>公示中: days are counted.</summary>
    Running,
    /// <summary>异议处理中: an objection is open, and no day counts.</summary>
    Suspended,
    /// <summary>公示期满.</summary>
    Ended,
    /// <summary>异议成立: nothing is contracted under this notice.</summary>
    Failed,
    /// <summary>已撤回: its listing was withdrawn.</summary>
    Withdrawn,
}

/// <summary>What the buyer is to those who made the achievement (浙江省促进科技成果转化条例 art. 17).</summary>
public enum BuyerRelation
{
    /// <summary>无关联关系.</summary>
    None,
    /// <summary>受让方为成果完成人.</summary>
    Completer,
    /// <summary>受让方为关联人.</summary>
    Related,
}

/// <summary>异议处理结果.</summary>
public enum ObjectionDecision
{
    /// <summary>异议成立.</summary>
    Upheld,
    /// <summary>异议不成立.</summary>
    Rejected,
}
