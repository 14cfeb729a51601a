namespace Marketplace.Domain;

public static class CodelistRefusals
{
    public static readonly RefusalType NotFound = new("codelist.not_found", RefusalKind.NotFound,
        "There is no such code list. The names of all lists are at /v1/codelists.",
        "没有该代码表。全部代码表名称见 /v1/codelists。");
}
