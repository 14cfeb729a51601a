namespace Marketplace.Log.SqlServer;

/// <summary>What keeps account of the scripts, the same in every database.</summary>
internal static class SqlServerScriptStatements
{
    /// <summary>What has been applied to the database; row 0 is the lock of those who apply.</summary>
    public const string Make = """
        if object_id('applied_scripts') is null create table applied_scripts (
            number     int           not null constraint pk_applied_scripts primary key,
            name       nvarchar(200) collate Latin1_General_BIN2 not null,
            checksum   nvarchar(64)  collate Latin1_General_BIN2 not null,
            applied_at bigint        not null
        );
        """;

    public const string First = "insert into applied_scripts (number, name, checksum, applied_at) select 0, 'lock', '', 0 where not exists (select 1 from applied_scripts where number = 0);";

    public const string Lock = "update applied_scripts set checksum = checksum where number = 0;";

    public const string Read = "select number, name, checksum from applied_scripts where number > 0 order by number;";

    public const string Note = "insert into applied_scripts (number, name, checksum, applied_at) values (@number, @name, @checksum, @appliedAt);";
}
