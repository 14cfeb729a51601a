using Marketplace.Domain;

namespace Marketplace.Api.Checkpoints;

/// <summary>Why something of the log's tree cannot be shown.</summary>
public static class CheckpointRefusals
{
    public static readonly RefusalType NoCheckpoint = new("checkpoint.none", RefusalKind.NotFound,
        "No checkpoint has been signed yet. The first comes within a minute of the first event.", "尚未签署检查点。首个检查点将在第一条记录产生后一分钟内签署。");

    public static readonly RefusalType NotFound = new("checkpoint.not_found", RefusalKind.NotFound,
        "No checkpoint of this size was signed. GET /v1/log/checkpoints lists those that were.", "没有该大小的检查点。已签署的检查点见 GET /v1/log/checkpoints。");

    public static readonly RefusalType SizeOutOfRange = new("proof.out_of_range", RefusalKind.Invalid,
        "There is no such tree to prove this in. The log has {position} events: a position is 1 to the size, a size is at most that, and the first size is not above the second.",
        "没有可用于该证明的树。日志现有{position}条记录：位置应在1与树的大小之间，树的大小不得超过该数，且前一大小不得大于后一大小。");
}
