namespace Marketplace.Domain.Documents;

/// <summary>What a document is for; codes in <c>api-specs/codelists/document_kind.csv</c>.</summary>
public enum DocumentKind
{
    /// <summary>合同文本: complete and in writing; oral contracts are not accepted.</summary>
    ContractText,
    /// <summary>书面授权 of the legal person, where a department or a research group signs.</summary>
    Authorization,
    IpProof,
    /// <summary>批准文件, where production needs one, or for a government project.</summary>
    Approval,
    /// <summary>成果介绍.</summary>
    Introduction,
    /// <summary>评价报告 or a test report.</summary>
    Evaluation,
    /// <summary>技术要求: what a demand asks for in detail.</summary>
    Specification,
    Picture,
    Other,
}

/// <summary>What is known of a file's harmlessness; codes in <c>api-specs/codelists/document_check.csv</c>.</summary>
public enum DocumentCheck
{
    /// <summary>No scanner has looked at it, or it came to no end; served to nobody but its uploader.</summary>
    Unchecked,
    Clean,
    /// <summary>Never served.</summary>
    Infected,
    /// <summary>Taken without a scanner, as a sandbox may be told to.</summary>
    UnscannedAllowed,
}
