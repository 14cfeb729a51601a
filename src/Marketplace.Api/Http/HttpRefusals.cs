using Marketplace.Domain;

namespace Marketplace.Api.Http;

/// <summary>Refusals that belong to the interface, whatever the operation.</summary>
public static class HttpRefusals
{
    public static readonly RefusalType Unreadable = new("request.unreadable", RefusalKind.Unreadable,
        "The request cannot be read. {fault}", "请求无法读取。{fault}");

    public static readonly RefusalType RequestInvalid = new("request.invalid", RefusalKind.Invalid,
        "The request is not valid. Each fault is listed under errors.", "请求无效。各处错误见 errors。");

    public static readonly RefusalType MemberInvalid = new("request.member_invalid", RefusalKind.Invalid,
        "A member of the request is not valid. {fault}", "请求中的字段无效。{fault}");

    public static readonly RefusalType UnknownParameter = new("query.unknown_parameter", RefusalKind.Unreadable,
        "Unknown query parameter. This operation has no parameter '{name}'; it knows: {known}.", "未知的查询参数。该操作没有参数“{name}”，可用参数：{known}。");

    public static readonly RefusalType CursorMismatch = new("cursor.mismatch", RefusalKind.Unreadable,
        "The cursor does not fit. It was made for other filters or is damaged; start again without a cursor.", "游标不匹配。该游标属于其他筛选条件或已损坏，请不带游标重新开始。");

    public static readonly RefusalType SignInNeeded = new("token.missing", RefusalKind.Unauthenticated,
        "Sign in first. Get a token at POST /oauth/token and send it as 'Authorization: Bearer …'.", "请先登录。请在 POST /oauth/token 取得令牌，并以“Authorization: Bearer …”发送。");

    public static readonly RefusalType TokenExpired = new("token.expired", RefusalKind.Unauthenticated,
        "The token has expired. Get a new one at POST /oauth/token.", "令牌已过期。请在 POST /oauth/token 重新取得。");

    public static readonly RefusalType TokenInvalid = new("token.invalid", RefusalKind.Unauthenticated,
        "The token is not valid. It is damaged, or was not issued by this marketplace.", "令牌无效。令牌已损坏或并非由本市场签发。");

    public static readonly RefusalType CallerBarred = new("caller.barred", RefusalKind.Forbidden,
        "The caller may not act any more. The person's account was closed, or the app revoked.", "调用者已不能操作。该人员的账户已关闭，或该应用已撤销。");

    public static readonly RefusalType RoleMissing = new("role.missing", RefusalKind.Forbidden,
        "A role is missing. {operation} needs one of: {roles}.", "缺少角色。{operation} 需要以下角色之一：{roles}。");

    public static readonly RefusalType ScopeMissing = new("scope.missing", RefusalKind.Forbidden,
        "The app lacks a scope. {operation} needs {scope}.", "应用缺少权限范围。{operation} 需要 {scope}。");

    public static readonly RefusalType NotFound = new("resource.not_found", RefusalKind.NotFound,
        "There is nothing here. The address names nothing that you may see.", "此处没有内容。该地址没有您可以查看的资源。");

    public static readonly RefusalType MethodNotAllowed = new("method.not_allowed", RefusalKind.MethodNotAllowed,
        "The method is not allowed here. The Allow header lists those that are.", "此处不允许该方法。可用方法见 Allow 头。");

    public static readonly RefusalType UnsupportedMediaType = new("media_type.unsupported", RefusalKind.UnsupportedMediaType,
        "The media type is not supported. A body is application/json unless the operation's description names another.", "不支持的媒体类型。除操作说明另有规定外，请求正文应为 application/json。");

    public static readonly RefusalType TooLarge = new("request.too_large", RefusalKind.TooLarge,
        "The request is too large. At most {limit} bytes are taken.", "请求过大。最多接受 {limit} 字节。");

    public static readonly RefusalType KeyRequired = new("idempotency.key_required", RefusalKind.Unreadable,
        "An Idempotency-Key header is required. This operation has legal or monetary effect; send a key that is new for each intent.", "需要 Idempotency-Key 头。该操作具有法律或金钱效力，请为每次新的操作使用新的键。");

    public static readonly RefusalType KeyInvalid = new("idempotency.key_invalid", RefusalKind.Unreadable,
        "The Idempotency-Key is not valid. It has 1 to 64 visible ASCII characters.", "Idempotency-Key 无效。应为1至64个可见ASCII字符。");

    public static readonly RefusalType KeyReused = new("idempotency.key_reused", RefusalKind.Invalid,
        "The Idempotency-Key was used for another request. Use a new key for a new intent.", "Idempotency-Key 已用于其他请求。每次新的操作应使用新的键。");

    public static readonly RefusalType VersionNeeded = new("version.required", RefusalKind.PreconditionRequired,
        "An If-Match header is required. Send the ETag of the version that you change.", "需要 If-Match 头。请发送所修改版本的 ETag。");

    public static readonly RefusalType VersionGone = new("version.gone", RefusalKind.PreconditionFailed,
        "The resource has changed. It is now at version {version}; read it again.", "资源已变更。当前为版本{version}，请重新读取。");

    public static readonly RefusalType TooMany = new("rate.limited", RefusalKind.TooMany,
        "Too many requests. Try again after the seconds in Retry-After.", "请求过于频繁。请在 Retry-After 所示秒数后重试。");

    public static readonly RefusalType Busy = new("writer.saturated", RefusalKind.Unavailable,
        "The marketplace is saturated. Nothing was written; try again after the seconds in Retry-After.", "系统繁忙。未写入任何内容，请在 Retry-After 所示秒数后重试。");

    public static readonly RefusalType LogUnavailable = new("log.unavailable", RefusalKind.Unavailable,
        "The record cannot be reached at the moment. Nothing was written; try again after the seconds in Retry-After.", "交易记录目前无法访问。未写入任何内容，请在 Retry-After 所示秒数后重试。");

    public static readonly RefusalType OutcomeUnknown = new("log.outcome_unknown", RefusalKind.Unavailable,
        "Whether it was written is not known. Ask again with the same Idempotency-Key; it will not happen twice.", "尚不确定是否已写入。请用同一 Idempotency-Key 重试，不会重复执行。");

    public static readonly RefusalType ClockBehind = new("clock.behind", RefusalKind.Unavailable,
        "This server's clock is wrong. It writes nothing until the clock is set; try another server.", "本服务器时钟不准。校准之前不写入任何内容，请换用其他服务器。");

    public static readonly RefusalType ReadModelBehind = new("read_model.behind", RefusalKind.Unavailable,
        "Lists and reports have not come that far yet. They stand at position {position}; try again after the seconds in Retry-After.", "列表与报表尚未更新到该位置。当前位置为{position}，请在 Retry-After 所示秒数后重试。");

    public static readonly RefusalType ReadModelIncomplete = new("read_model.incomplete", RefusalKind.Unavailable,
        "The figures are incomplete. Something recorded could not be taken into them, so none are given until the operator has put that right.", "统计数据不完整。有记录未能计入，在运营机构处理之前不提供数字。");

    public static readonly RefusalType ReadModelUnavailable = new("read_model.unavailable", RefusalKind.Unavailable,
        "Lists and reports cannot be read at the moment. Everything else goes on; try again after the seconds in Retry-After.", "列表与报表目前无法读取。其他操作不受影响，请在 Retry-After 所示秒数后重试。");

    public static readonly RefusalType Failed = new("server.failed", RefusalKind.Failed,
        "Something went wrong here. The request is not to blame; the traceId names what happened.", "服务器内部错误。问题不在请求本身，请凭 traceId 联系运营机构。");
}
