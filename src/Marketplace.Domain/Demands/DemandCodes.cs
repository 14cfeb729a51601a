namespace Marketplace.Domain.Demands;

// Codes of demands and of the proposals to them. Labels and sources stand in api-specs/codelists, in the same order.

/// <summary>State of a demand (技术需求).</summary>
public enum DemandPhase
{
    /// <summary>征集中.</summary>
    Open,
    /// <summary>已关闭.</summary>
    Closed,
    /// <summary>已下架.</summary>
    TakenDown,
}

/// <summary>State of a proposal (解决方案) to a demand.</summary>
public enum ProposalPhase
{
    /// <summary>已提交.</summary>
    Submitted,
    /// <summary>已撤回.</summary>
    Withdrawn,
    /// <summary>未采纳.</summary>
    Declined,
}

/// <summary>资金来源: who pays for the solution (由企业提问题、出资金、做检验).</summary>
public enum BudgetSource
{
    /// <summary>企业自筹.</summary>
    OwnFunds,
    /// <summary>财政科技计划经费.</summary>
    PublicProgramme,
    /// <summary>科技创新券.</summary>
    InnovationVoucher,
    /// <summary>银行贷款.</summary>
    BankLoan,
    /// <summary>基金或股权投资.</summary>
    EquityInvestment,
    /// <summary>多渠道.</summary>
    Mixed,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>合作方式: how the demand's owner would work with whoever solves it (民法典 art. 851, 862, 878; 促进科技成果转化法 art. 16).</summary>
public enum CooperationMode
{
    /// <summary>委托开发.</summary>
    CommissionedDevelopment,
    /// <summary>合作开发.</summary>
    CooperativeDevelopment,
    /// <summary>技术转让.</summary>
    TechnologyTransfer,
    /// <summary>技术许可.</summary>
    TechnologyLicence,
    /// <summary>技术咨询.</summary>
    TechnicalConsulting,
    /// <summary>技术服务.</summary>
    TechnicalService,
    /// <summary>作价投资.</summary>
    EquityContribution,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>Who is shown the contact of a demand.</summary>
public enum ContactVisibility
{
    /// <summary>登录后可见.</summary>
    SignedIn,
    /// <summary>不公开.</summary>
    Withheld,
}

/// <summary>Why a demand was closed.</summary>
public enum DemandClosureReason
{
    /// <summary>需求已解决.</summary>
    Solved,
    /// <summary>不再需要.</summary>
    NoLongerNeeded,
    /// <summary>条件变化.</summary>
    ConditionsChanged,
    /// <summary>截止日期已到: written by the marketplace itself.</summary>
    DeadlinePassed,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>Why an operator took a demand down; published (电子商务法 art. 36).</summary>
public enum TakedownReason
{
    /// <summary>违法信息.</summary>
    UnlawfulContent,
    /// <summary>涉嫌涉密.</summary>
    Secrecy,
    /// <summary>虚假信息.</summary>
    FalseInformation,
    /// <summary>侵害他人权益.</summary>
    Infringement,
    /// <summary>不属于技术需求.</summary>
    NotATechnicalDemand,
    /// <summary>其他违反平台规则的情形.</summary>
    OtherRuleViolation,
}

/// <summary>国民经济行业: the twenty sections of GB/T 4754-2017.</summary>
public enum Industry
{
    /// <summary>农、林、牧、渔业.</summary>
    Agriculture,
    /// <summary>采矿业.</summary>
    Mining,
    /// <summary>制造业.</summary>
    Manufacturing,
    /// <summary>电力、热力、燃气及水生产和供应业.</summary>
    Utilities,
    /// <summary>建筑业.</summary>
    Construction,
    /// <summary>批发和零售业.</summary>
    Trade,
    /// <summary>交通运输、仓储和邮政业.</summary>
    TransportStorage,
    /// <summary>住宿和餐饮业.</summary>
    Hospitality,
    /// <summary>信息传输、软件和信息技术服务业.</summary>
    InformationServices,
    /// <summary>金融业.</summary>
    Finance,
    /// <summary>房地产业.</summary>
    RealEstate,
    /// <summary>租赁和商务服务业.</summary>
    BusinessServices,
    /// <summary>科学研究和技术服务业.</summary>
    ScientificServices,
    /// <summary>水利、环境和公共设施管理业.</summary>
    WaterEnvironment,
    /// <summary>居民服务、修理和其他服务业.</summary>
    ResidentialServices,
    /// <summary>教育.</summary>
    Education,
    /// <summary>卫生和社会工作.</summary>
    HealthSocialWork,
    /// <summary>文化、体育和娱乐业.</summary>
    CultureSports,
    /// <summary>公共管理、社会保障和社会组织.</summary>
    PublicAdministration,
    /// <summary>国际组织.</summary>
    InternationalOrganizations,
}
