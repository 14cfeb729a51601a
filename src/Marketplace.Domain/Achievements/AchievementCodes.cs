namespace Marketplace.Domain.Achievements;

// Codes of the achievement record (全国科技成果统计调查制度; 促进科技成果转化法 art. 16). The wire code of a member is its name in
// snake_case; labels, validity and sources stand in api-specs/codelists/{enum in snake_case}.csv, in the same order.

/// <summary>State of an achievement's record.</summary>
public enum AchievementPhase
{
    /// <summary>草稿.</summary>
    Draft,
    /// <summary>待审核.</summary>
    Submitted,
    /// <summary>审核通过.</summary>
    Approved,
    /// <summary>退回修改.</summary>
    Returned,
    /// <summary>已撤回.</summary>
    Withdrawn,
}

/// <summary>成果所处阶段.</summary>
public enum AchievementStage
{
    /// <summary>初期阶段(实验室、小试).</summary>
    Early,
    /// <summary>中期阶段(中试).</summary>
    Middle,
    /// <summary>成熟应用阶段.</summary>
    Mature,
}

/// <summary>成熟度: the labels that universities' portals use beside the three stages.</summary>
public enum AchievementMaturity
{
    /// <summary>正在研发.</summary>
    InDevelopment,
    /// <summary>已有样品.</summary>
    SampleMade,
    /// <summary>通过小试.</summary>
    SmallScaleTested,
    /// <summary>通过中试.</summary>
    PilotTested,
    /// <summary>可以量产.</summary>
    ReadyForProduction,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>成果属性.</summary>
public enum AchievementAttribute
{
    /// <summary>原始性创新.</summary>
    OriginalInnovation,
    /// <summary>国外引进消化吸收创新.</summary>
    AbsorbedFromAbroad,
    /// <summary>国内技术二次开发.</summary>
    DomesticRedevelopment,
}

/// <summary>成果水平; without a concluded evaluation it is <c>not_evaluated</c>.</summary>
public enum AchievementLevel
{
    /// <summary>国际领先.</summary>
    InternationalLeading,
    /// <summary>国际先进.</summary>
    InternationalAdvanced,
    /// <summary>国内领先.</summary>
    DomesticLeading,
    /// <summary>国内先进.</summary>
    DomesticAdvanced,
    /// <summary>其他.</summary>
    Other,
    /// <summary>未评价.</summary>
    NotEvaluated,
}

/// <summary>成果体现形式.</summary>
public enum AchievementForm
{
    /// <summary>论文.</summary>
    Paper,
    /// <summary>著作.</summary>
    Monograph,
    /// <summary>研究报告.</summary>
    ResearchReport,
    /// <summary>新技术.</summary>
    NewTechnology,
    /// <summary>新工艺.</summary>
    NewProcess,
    /// <summary>新产品.</summary>
    NewProduct,
    /// <summary>新材料.</summary>
    NewMaterial,
    /// <summary>新装备.</summary>
    NewEquipment,
    /// <summary>农业、生物新品种.</summary>
    NewVariety,
    /// <summary>矿产新品种.</summary>
    NewMineral,
    /// <summary>标准.</summary>
    Standard,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>成果密级的声明: what the owner declares; nothing secret may be stored here.</summary>
public enum SecrecyDeclaration
{
    /// <summary>不涉及国家秘密.</summary>
    NotSecret,
    /// <summary>涉及国家秘密: refused.</summary>
    StateSecret,
}

/// <summary>技术领域: the eleven roots of the registration form.</summary>
public enum TechnicalField
{
    /// <summary>电子信息技术.</summary>
    ElectronicInformation,
    /// <summary>航空航天技术.</summary>
    Aerospace,
    /// <summary>先进制造技术.</summary>
    AdvancedManufacturing,
    /// <summary>生物、医药和医疗器械技术.</summary>
    BiologyMedicine,
    /// <summary>新材料及其应用.</summary>
    NewMaterials,
    /// <summary>新能源与高效节能.</summary>
    NewEnergy,
    /// <summary>环境保护与资源综合利用技术.</summary>
    Environment,
    /// <summary>核应用技术.</summary>
    NuclearApplication,
    /// <summary>农业技术.</summary>
    Agriculture,
    /// <summary>现代交通.</summary>
    ModernTransport,
    /// <summary>城市建设与社会发展.</summary>
    UrbanSocialDevelopment,
}

/// <summary>知识产权类型.</summary>
public enum IpType
{
    /// <summary>技术秘密.</summary>
    TechnicalSecret,
    /// <summary>发明专利.</summary>
    InventionPatent,
    /// <summary>实用新型专利.</summary>
    UtilityModelPatent,
    /// <summary>外观设计专利.</summary>
    DesignPatent,
    /// <summary>计算机软件著作权.</summary>
    SoftwareCopyright,
    /// <summary>集成电路布图设计专有权.</summary>
    IcLayoutDesign,
    /// <summary>动植物新品种权.</summary>
    PlantAnimalVariety,
    /// <summary>生物、医药新品种权.</summary>
    BiomedicalVariety,
    /// <summary>设计著作权.</summary>
    DesignCopyright,
    /// <summary>未涉及知识产权.</summary>
    None,
}

/// <summary>转化方式: the six ways of 促进科技成果转化法 art. 16.</summary>
public enum TransferMode
{
    /// <summary>自行投资实施转化.</summary>
    SelfImplementation,
    /// <summary>向他人转让.</summary>
    Transfer,
    /// <summary>许可他人使用.</summary>
    Licence,
    /// <summary>以科技成果作为合作条件,与他人共同实施转化.</summary>
    JointImplementation,
    /// <summary>以科技成果作价投资,折算股份或者出资比例.</summary>
    EquityContribution,
    /// <summary>其他协商确定的方式.</summary>
    Other,
}
