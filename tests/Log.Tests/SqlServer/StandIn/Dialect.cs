using System.Text.RegularExpressions;

namespace Marketplace.Log.Tests.SqlServer.StandIn;

/// <summary>The store's T-SQL as SQLite says it. It knows the turns that the store uses and no others.</summary>
internal static partial class Dialect
{
    /// <param name="tables">Names of the parameters that are tables; each is a temporary table of that name behind <c>rows_</c>.</param>
    public static string ToSqlite(string text, IEnumerable<string> tables)
    {
        text = Collation().Replace(text, "");
        text = Identity().Replace(text, "integer primary key");
        text = text.Replace("varbinary(max)", "blob", StringComparison.Ordinal).Replace("0x)", "x'')", StringComparison.Ordinal);
        text = text.Replace("datediff_big(millisecond, '1970-01-01T00:00:00', sysutcdatetime())", "cast(unixepoch('subsec') * 1000 as integer)", StringComparison.Ordinal);
        text = TableType().Replace(text, "");
        text = MakeOnce().Replace(text, "create table if not exists");
        text = Top().Replace(text, "select ${rest} limit @limit ");
        text = NoneChanged().Replace(text, "${insert} where changes() = 0 and ");
        foreach (var table in tables) text = text.Replace($"from @{table}", $"from rows_{table}", StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(" +collate Latin1_General_BIN2", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collation();

    [GeneratedRegex(@"bigint +identity\(1, 1\) not null constraint \w+ primary key", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identity();

    [GeneratedRegex(@"create type .*?\);", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableType();

    [GeneratedRegex(@"if object_id\('\w+'\) is null create table", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MakeOnce();

    [GeneratedRegex(@"select top \(@limit\) (?<rest>[^();]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Top();

    [GeneratedRegex("if @@rowcount = 0 (?<insert>insert into [^;]*?) where ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoneChanged();
}
