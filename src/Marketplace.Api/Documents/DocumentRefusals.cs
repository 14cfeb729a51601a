using Marketplace.Domain;

namespace Marketplace.Api.Documents;

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
}
