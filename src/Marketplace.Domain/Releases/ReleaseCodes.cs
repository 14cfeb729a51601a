namespace Marketplace.Domain.Releases;

// Codes of the reports and of their releases. The wire code of a member is its name in snake_case; labels stand in
// api-specs/codelists/{enum in snake_case}.csv, in the same order.

/// <summary>
/// By which place a contract counts. The three are constantly mixed up and differ by thousands of contracts (江苏 2021:
/// 82 555 registered, 81 982 output), so every figure names its own.
/// </summary>
public enum ReportBase
{
    /// <summary>认定登记: the region of the office that registered it.</summary>
    Registered,
    /// <summary>输出: the seller's region.</summary>
    Output,
    /// <summary>吸纳: the buyer's region.</summary>
    Absorption,
}

/// <summary>By what a report tells the contracts of a month apart. Every contract is in exactly one row of each.</summary>
public enum ReportDimension
{
    /// <summary>合同类别.</summary>
    ContractType,
    /// <summary>技术领域.</summary>
    TechnicalField,
    /// <summary>知识产权类型: by the one that a contract involves; one that involves more is in a row of its own.</summary>
    IpType,
    /// <summary>是否涉及知识产权.</summary>
    IpInvolvement,
    /// <summary>卖方类别.</summary>
    SellerKind,
    /// <summary>买方类别.</summary>
    BuyerKind,
    /// <summary>地区: by the place of the base, one level below the one that the report is limited to.</summary>
    Region,
    /// <summary>对方地区: by the row of the other end.</summary>
    Counterpart,
    /// <summary>登记来源.</summary>
    Origin,
}

/// <summary>How far a release is settled.</summary>
public enum ReleaseStatus
{
    /// <summary>初步数: the first.</summary>
    Preliminary,
    /// <summary>修订数: with what was registered, changed or cancelled since.</summary>
    Revised,
    /// <summary>最终数: nothing comes after it.</summary>
    Final,
}

/// <summary>The sums that each row of a release has.</summary>
public enum ReleasePart
{
    /// <summary>本月.</summary>
    Month,
    /// <summary>上月.</summary>
    MonthBefore,
    /// <summary>上年同月.</summary>
    YearBefore,
    /// <summary>本年累计: from January to the month.</summary>
    YearToDate,
    /// <summary>上年同期累计.</summary>
    YearToDateBefore,
}
