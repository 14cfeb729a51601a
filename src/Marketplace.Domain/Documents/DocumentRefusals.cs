namespace Marketplace.Domain.Documents;

public static class DocumentRefusals
{
    public static readonly RefusalType NotFound = new("document.not_found", RefusalKind.NotFound,
        "There is no such document.",
        "材料不存在。");

    public static readonly RefusalType Empty = new("document.empty", RefusalKind.Invalid,
        "The file is empty. Send its bytes as the body of the request.",
        "文件为空。请将文件内容作为请求正文发送。");

    /// <summary>The bytes decide, not the name or the header: what is served to others must be what it says.</summary>
    public static readonly RefusalType ContentDiffers = new("document.content_differs", RefusalKind.Invalid,
        "The file is not what it is said to be. The request says {declared}; by its content it is {found}.",
        "文件内容与声明的类型不符。请求声明为{declared}，按内容为{found}。");

    public static readonly RefusalType Unavailable = new("document.unavailable", RefusalKind.Unavailable,
        "The file cannot be read at the moment. It is on record, but its bytes are not where they belong; the operator has to restore them.",
        "文件暂时无法读取。材料已登记，但文件内容缺失，须由运营机构恢复。");

    public static readonly RefusalType AttachedAlready = new("document.attached_already", RefusalKind.Conflict,
        "The same file is attached already.",
        "该文件已上传。");

    public static readonly RefusalType TooMany = new("document.too_many", RefusalKind.Conflict,
        "There are too many documents. At most {most} are taken in one place.",
        "材料过多。每处最多上传{most}份。");

    /// <summary>保守国家秘密法 art. 26, 28: state secrets are not stored or passed on in systems that are open to the internet.</summary>
    public static readonly RefusalType Secret = new("document.secret", RefusalKind.Invalid,
        "Documents with state secrets are not taken here. The file was not kept; use the channel for classified material.",
        "涉及国家秘密的材料不得上传。该文件未被保存，请通过涉密渠道办理。");

    public static readonly RefusalType NeverPublic = new("document.never_public", RefusalKind.Invalid,
        "A contract's documents are never public. Leave public out: the parties, the office and the market of the deal read them.",
        "合同材料不对外公开。请勿填写 public；合同双方、登记机构和交易所在市场可以查阅。");

    public static readonly RefusalType Infected = new("document.infected", RefusalKind.Invalid,
        "The file is infected. It was not kept; that it was sent is on record.",
        "文件含有恶意内容。该文件未被保存，上传行为已记录。");

    public static readonly RefusalType Quarantined = new("document.quarantined", RefusalKind.Conflict,
        "The file was found to be infected. It is served to nobody; its owner should remove it.",
        "该文件被检出恶意内容。不再提供下载，请所有者删除。");

    public static readonly RefusalType Unchecked = new("document.unchecked", RefusalKind.Conflict,
        "The file has not been checked yet. Until a scanner has found it clean only its uploader can read it; its owner can ask for the check again.",
        "该文件尚未通过安全检查。检查通过前只有上传者可以读取，所有者可以申请重新检查。");
}
