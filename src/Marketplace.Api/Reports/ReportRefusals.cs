using Marketplace.Domain;

namespace Marketplace.Api.Reports;

public static class ReportRefusals
{
    public static readonly RefusalType AsOfNotAllowed = new("report.as_of_not_allowed", RefusalKind.Forbidden,
        "What was known on an earlier day is for who makes the statistics. asOf needs the role statistician or supervisor; leave it out to read what is known now.",
        "往期口径仅供统计人员使用。asOf 需要 statistician 或 supervisor 角色；不填则按当前已登记数据统计。");

    public static readonly RefusalType AsOfInFuture = new("report.as_of_in_future", RefusalKind.Invalid,
        "The day lies in the future. What will have been recorded by {asOf} is not known; today is {today}.",
        "该日期晚于今天。截至{asOf}的登记情况尚不可知，今天是{today}。");
}
