namespace Marketplace.Domain.Deals;

/// <summary>State of a deal.</summary>
public enum DealPhase
{
    /// <summary>洽谈中.</summary>
    Open,
    /// <summary>待共有人同意或优先权期满: the terms are agreed, and somebody has to consent or may still match them.</summary>
    AgreedPendingConsent,
    /// <summary>待公示期满: the terms are agreed, and their notice has not stood its days.</summary>
    AgreedPendingPublicity,
    /// <summary>已成交: the contract is drafted.</summary>
    Agreed,
    /// <summary>已终止.</summary>
    Closed,
}

/// <summary>许可方式 (法释〔2020〕19号 art. 25).</summary>
public enum LicenceScope
{
    /// <summary>独占许可.</summary>
    Exclusive,
    /// <summary>排他许可.</summary>
    Sole,
    /// <summary>普通许可.</summary>
    Ordinary,
}

/// <summary>Which side of a deal.</summary>
public enum DealSide
{
    /// <summary>转让方、许可方或解题方.</summary>
    Seller,
    /// <summary>受让方、被许可方或出资方.</summary>
    Buyer,
}

/// <summary>Why a deal came to nothing.</summary>
public enum DealClosure
{
    /// <summary>当事人终止.</summary>
    ByParty,
    /// <summary>市场终止.</summary>
    ByOperator,
    /// <summary>共有人不同意.</summary>
    ConsentRefused,
    /// <summary>优先权人行使优先权.</summary>
    PriorityExercised,
}

/// <summary>By what somebody else has a say in a deal.</summary>
public enum HolderKind
{
    /// <summary>完成人 (民法典 art. 847).</summary>
    Completer,
    /// <summary>委托人 (art. 859).</summary>
    Client,
    /// <summary>共有人 (art. 860).</summary>
    CoOwner,
}

/// <summary>共有人意见.</summary>
public enum ConsentDecision
{
    /// <summary>同意.</summary>
    Consented,
    /// <summary>不同意.</summary>
    Refused,
}

/// <summary>What a holder of a priority said to the notice.</summary>
public enum PriorityAnswer
{
    /// <summary>放弃.</summary>
    Waived,
    /// <summary>按同等条件行使.</summary>
    Matched,
    /// <summary>逾期未答复.</summary>
    Lapsed,
}

/// <summary>What became of an offer.</summary>
public enum OfferState
{
    /// <summary>有效.</summary>
    Standing,
    /// <summary>已被替代.</summary>
    Replaced,
    /// <summary>已拒绝.</summary>
    Declined,
    /// <summary>已接受.</summary>
    Accepted,
}
