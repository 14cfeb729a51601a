namespace Marketplace.Domain.Releases;

public static class ReleaseRefusals
{
    public static readonly RefusalType NotFound = new("release.not_found", RefusalKind.NotFound,
        "There is no such release.",
        "该发布不存在。");

    public static readonly RefusalType MonthNotOver = new("release.month_not_over", RefusalKind.Conflict,
        "The month is not over. Its figures can be released from {from} on.",
        "该月尚未结束。数据最早可于{from}发布。");

    public static readonly RefusalType PreviousUnknown = new("release.previous_unknown", RefusalKind.Invalid,
        "There is no release before this one. The month has none on this base and for this place yet: leave previous out.",
        "没有上一次发布。该月在此口径和地区下尚未发布过数据，请不要填写 previous。");

    public static readonly RefusalType NotLatest = new("release.not_latest", RefusalKind.Conflict,
        "Another release is the latest. A new vintage follows {latest}: read it, and name it in previous.",
        "已有更新的发布。新一期数据应接续{latest}，请先查看，再填入 previous。");

    public static readonly RefusalType Final = new("release.final", RefusalKind.Conflict,
        "The figures of the month are final. Nothing is released after {latest}.",
        "该月数据已为最终数。{latest}之后不再发布。");

    public static readonly RefusalType NothingToRevise = new("release.nothing_to_revise", RefusalKind.Invalid,
        "There is nothing to revise. The first release of a month is preliminary or final.",
        "没有可修订的数据。首次发布应为初步数或最终数。");

    public static readonly RefusalType StatusForbidden = new("release.status_forbidden", RefusalKind.Conflict,
        "The status does not follow. After {before} figures come revised or final ones, not {status}.",
        "数据状态顺序不符。{before}之后应为修订数或最终数，不能为{status}。");

    public static readonly RefusalType TooEarlyForFinal = new("release.too_early_for_final", RefusalKind.Conflict,
        "It is too early for final figures. By the rules they can be final from {from} on.",
        "尚不能发布最终数。按规则最早可于{from}发布最终数。");

    public static readonly RefusalType Negative = new("release.negative", RefusalKind.Conflict,
        "A figure is negative. In the row {row} the {figure} of {part} is {value}; nothing was released.",
        "数据出现负数。{row}一行中{part}的{figure}为{value}，未予发布。");

    public static readonly RefusalType RowsDiffer = new("release.rows_differ", RefusalKind.Conflict,
        "The rows do not add up to the total. By {by} the {figure} of {part} is {rows} in all rows and {total} in the total; nothing was released.",
        "各行之和与合计不符。按{by}分组，{part}的{figure}各行之和为{rows}，合计为{total}，未予发布。");

    public static readonly RefusalType YearDiffers = new("release.year_differs", RefusalKind.Conflict,
        "The months do not add up to the figure. The {figure} of {part} is {months} in its months and {total} in the total; nothing was released.",
        "各月之和与数据不符。{part}的{figure}各月之和为{months}，合计为{total}，未予发布。");

    public static readonly RefusalType BasesDiffer = new("release.bases_differ", RefusalKind.Conflict,
        "The bases do not agree over the whole country. The {figure} of {part} is {value} on the base {base} and {total} in the total; nothing was released.",
        "全国各口径数据不一致。按{base}口径，{part}的{figure}为{value}，合计为{total}，未予发布。");

    public static readonly RefusalType SmallCells = new("release.small_cells", RefusalKind.Invalid,
        "Some rows have so few contracts that they tell of single ones. With fewer than {least} contracts and more than none: {cells}. Leave their dimensions out, or set acceptSmallCells.",
        "部分单元格合同数过少，可能暴露单个合同。合同数少于{least}且不为零的有：{cells}。请减少分组维度，或填写 acceptSmallCells。");

    public static readonly RefusalType NoteMissing = new("release.note_missing", RefusalKind.Invalid,
        "Changed figures need a note. {count} sums differ from the vintage before; say in note why.",
        "数据有调整，须附说明。与上一期相比有{count}项数据不同，请在 note 中说明原因。");

    public static readonly RefusalType NotComparable = new("release.not_comparable", RefusalKind.Invalid,
        "The two releases are not of the same thing. Releases are compared where their period, base and region are the same.",
        "两次发布不可比较。只有月份、口径和地区相同的发布才能比较。");
}
