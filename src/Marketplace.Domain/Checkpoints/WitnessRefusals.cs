namespace Marketplace.Domain.Checkpoints;

public static class WitnessRefusals
{
    public static readonly RefusalType NotOutside = new("witness.not_outside", RefusalKind.Forbidden,
        "A market operator is no witness of its own log. A witness is somebody outside who would speak up.",
        "市场运营机构不能见证自己的日志。见证方应为市场以外的组织。");

    public static readonly RefusalType KeyUnchanged = new("witness.key_unchanged", RefusalKind.Conflict,
        "The organization is a witness with this key already.",
        "该组织已以此公钥登记为见证方。");

    public static readonly RefusalType TooManyKeys = new("witness.too_many_keys", RefusalKind.Conflict,
        "The organization has had too many keys. At most {limit} are kept.",
        "该组织更换公钥次数过多。最多保留{limit}个。");

    public static readonly RefusalType NotWitness = new("witness.not_registered", RefusalKind.Forbidden,
        "The organization is no witness. Publish its key at POST /v1/log/witnesses first.",
        "该组织不是见证方。请先在 POST /v1/log/witnesses 公布其公钥。");

    public static readonly RefusalType NotLater = new("cosignature.not_later", RefusalKind.Conflict,
        "The witness has cosigned a longer log. A checkpoint of more than {size} events is expected.",
        "见证方已签署更长的日志。应为超过{size}条记录的检查点。");

    public static readonly RefusalType Invalid = new("cosignature.invalid", RefusalKind.Invalid,
        "The cosignature does not hold. {fault}",
        "见证签名无效。{fault}");
}
