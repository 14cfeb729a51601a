namespace Marketplace.Domain.Contracts;

// Codes of the registration form (技术合同登记表) and of the recognition procedure. The wire code of a member is its name in
// snake_case; labels, validity and sources stand in api-specs/codelists/{enum in snake_case}.csv, in the same order.

/// <summary>State of a contract on its way through recognition and registration (技术合同认定登记).</summary>
public enum ContractPhase
{
    /// <summary>草稿.</summary>
    Draft,
    /// <summary>已提交登记: filed, the office has not accepted it yet.</summary>
    Filed,
    /// <summary>退回补正.</summary>
    Returned,
    /// <summary>已受理: the office's time limit runs.</summary>
    Accepted,
    /// <summary>审核: the first reviewer has given his opinion and no second one is needed.</summary>
    InReview,
    /// <summary>复审: the technology amount reaches the threshold, a second person reviews.</summary>
    InSecondReview,
    /// <summary>已登记.</summary>
    Registered,
    /// <summary>未予登记.</summary>
    Refused,
}

/// <summary>合同类别: the five main types since 2021 (民法典 art. 843-887).</summary>
public enum ContractType
{
    /// <summary>技术开发.</summary>
    Development,
    /// <summary>技术转让.</summary>
    Transfer,
    /// <summary>技术许可.</summary>
    Licence,
    /// <summary>技术咨询.</summary>
    Consulting,
    /// <summary>技术服务.</summary>
    Service,
}

/// <summary>合同子类; each belongs to one type of contract.</summary>
public enum ContractSubtype
{
    /// <summary>委托开发.</summary>
    CommissionedDevelopment,
    /// <summary>合作开发.</summary>
    CooperativeDevelopment,
    /// <summary>专利权转让.</summary>
    PatentTransfer,
    /// <summary>专利申请权转让.</summary>
    PatentApplicationTransfer,
    /// <summary>技术秘密转让.</summary>
    TechnicalSecretTransfer,
    /// <summary>计算机软件著作权转让.</summary>
    SoftwareCopyrightTransfer,
    /// <summary>集成电路布图设计专有权转让.</summary>
    IcLayoutDesignTransfer,
    /// <summary>植物新品种权转让.</summary>
    PlantVarietyTransfer,
    /// <summary>生物医药新品种权转让.</summary>
    BiomedicalVarietyTransfer,
    /// <summary>其他技术转让.</summary>
    OtherTransfer,
    /// <summary>专利独占实施许可.</summary>
    ExclusivePatentLicence,
    /// <summary>专利排他实施许可.</summary>
    SolePatentLicence,
    /// <summary>专利普通实施许可.</summary>
    OrdinaryPatentLicence,
    /// <summary>专利开放许可.</summary>
    OpenPatentLicence,
    /// <summary>技术秘密使用许可.</summary>
    TechnicalSecretLicence,
    /// <summary>计算机软件著作权许可.</summary>
    SoftwareCopyrightLicence,
    /// <summary>集成电路布图设计专有权许可.</summary>
    IcLayoutDesignLicence,
    /// <summary>植物新品种权许可.</summary>
    PlantVarietyLicence,
    /// <summary>技术咨询.</summary>
    TechnicalConsulting,
    /// <summary>一般技术服务.</summary>
    GeneralService,
    /// <summary>技术中介.</summary>
    Intermediary,
    /// <summary>技术培训.</summary>
    Training,
}

/// <summary>买卖方性质: the leaves of the filling guide's tree, its number in brackets; the last three from general knowledge.</summary>
public enum PartyKind
{
    /// <summary>国家级行政机关 (011).</summary>
    NationalAuthority,
    /// <summary>省级行政机关 (012).</summary>
    ProvincialAuthority,
    /// <summary>市级行政机关 (013).</summary>
    MunicipalAuthority,
    /// <summary>县级及以下行政机关 (014).</summary>
    CountyAuthority,
    /// <summary>科研机构 (021).</summary>
    ResearchInstitution,
    /// <summary>高等院校 (022).</summary>
    University,
    /// <summary>医疗、卫生机构 (023).</summary>
    MedicalInstitution,
    /// <summary>其他事业法人 (024).</summary>
    OtherPublicInstitution,
    /// <summary>社团法人 (030).</summary>
    SocialOrganization,
    /// <summary>国有企业 (110).</summary>
    StateOwnedEnterprise,
    /// <summary>集体企业 (120).</summary>
    CollectiveEnterprise,
    /// <summary>股份合作企业 (130).</summary>
    ShareCooperativeEnterprise,
    /// <summary>联营企业 (140).</summary>
    JointOperationEnterprise,
    /// <summary>有限责任公司 (150).</summary>
    LimitedLiabilityCompany,
    /// <summary>股份有限公司 (160).</summary>
    JointStockCompany,
    /// <summary>私营企业 (170).</summary>
    PrivateEnterprise,
    /// <summary>其他内资企业 (180).</summary>
    OtherDomesticEnterprise,
    /// <summary>与港澳台商合资经营企业 (210).</summary>
    HkMacaoTaiwanJointVenture,
    /// <summary>与港澳台商合作经营企业 (220).</summary>
    HkMacaoTaiwanCooperative,
    /// <summary>港澳台商独资经营企业 (230).</summary>
    HkMacaoTaiwanWhollyOwned,
    /// <summary>港澳台商投资股份有限公司 (240).</summary>
    HkMacaoTaiwanJointStock,
    /// <summary>中外合资经营企业 (310).</summary>
    ForeignJointVenture,
    /// <summary>中外合作经营企业 (320).</summary>
    ForeignCooperative,
    /// <summary>外资企业 (330).</summary>
    ForeignWhollyOwned,
    /// <summary>外商投资股份有限公司 (340).</summary>
    ForeignJointStock,
    /// <summary>个体经营 (400).</summary>
    IndividualBusiness,
    /// <summary>自然人.</summary>
    NaturalPerson,
    /// <summary>其他组织.</summary>
    OtherOrganization,
    /// <summary>境外机构.</summary>
    OverseasInstitution,
}

/// <summary>支付方式: the four forms of 民法典 art. 846.</summary>
public enum PaymentMethod
{
    /// <summary>一次总算、一次总付.</summary>
    LumpSum,
    /// <summary>一次总算、分期支付.</summary>
    Instalments,
    /// <summary>提成支付.</summary>
    Royalty,
    /// <summary>提成支付附加预付入门费.</summary>
    RoyaltyWithEntryFee,
}

/// <summary>计划来源: the roots of the tree.</summary>
public enum PlanSource
{
    /// <summary>国家科技计划.</summary>
    NationalPlan,
    /// <summary>部门计划.</summary>
    DepartmentPlan,
    /// <summary>省、自治区、直辖市及计划单列市计划.</summary>
    ProvincialPlan,
    /// <summary>地市县计划.</summary>
    LocalPlan,
    /// <summary>计划外.</summary>
    OutsidePlan,
}

/// <summary>社会经济目标: the thirteen groups of GB/T 24450-2009; a contract is classed by its main goal.</summary>
public enum SocialEconomicGoal
{
    /// <summary>环境保护、生态建设及污染防治.</summary>
    Environment,
    /// <summary>能源生产、分配和合理利用.</summary>
    Energy,
    /// <summary>卫生事业发展.</summary>
    Health,
    /// <summary>教育事业发展.</summary>
    Education,
    /// <summary>基础设施以及城市和农村规划.</summary>
    Infrastructure,
    /// <summary>社会发展和社会服务.</summary>
    SocialDevelopment,
    /// <summary>地球和大气层的探索与利用.</summary>
    EarthAtmosphere,
    /// <summary>民用空间探测及开发.</summary>
    CivilSpace,
    /// <summary>农林牧渔业发展.</summary>
    Agriculture,
    /// <summary>工商业发展.</summary>
    IndustryCommerce,
    /// <summary>非定向研究.</summary>
    NonOrientedResearch,
    /// <summary>其他民用目标.</summary>
    OtherCivil,
    /// <summary>国防.</summary>
    Defence,
}

/// <summary>非技术性费用: what the technology amount leaves out of the turnover (技术合同认定规则).</summary>
public enum DeductionKind
{
    /// <summary>购置设备.</summary>
    Equipment,
    /// <summary>购置仪器.</summary>
    Instruments,
    /// <summary>购置零部件.</summary>
    Parts,
    /// <summary>购置原材料.</summary>
    RawMaterials,
    /// <summary>其他非技术性费用.</summary>
    Other,
}

/// <summary>不予登记的理由: the nine of the 火炬中心's answers of 2021-01-13 (技术合同认定规则).</summary>
public enum RecognitionRefusalReason
{
    /// <summary>合同无效或尚未生效.</summary>
    NotInForce,
    /// <summary>不属于技术合同.</summary>
    NotTechnologyContract,
    /// <summary>合同主体、标的或价款不明确.</summary>
    TermsUnclear,
    /// <summary>缺少必要的批准.</summary>
    ApprovalMissing,
    /// <summary>合同名称与内容不符且未改正.</summary>
    NameDoesNotFit,
    /// <summary>含有不合理的限制性条款(非法垄断技术、妨碍技术进步).</summary>
    RestrictiveClauses,
    /// <summary>证明材料不齐或不符合要求.</summary>
    ProofsMissing,
    /// <summary>印章不全或与名称不符.</summary>
    SealsDoNotMatch,
    /// <summary>其他.</summary>
    Other,
}
