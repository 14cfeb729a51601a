namespace Marketplace.Log.SqlServer;

/// <summary>What is sent to the database of the keys, as plain as what is sent to the log's.</summary>
internal static class SqlServerKeyStatements
{
    public const string Find = "select wrapped from subject_keys where subject = @subject;";

    public const string Add = "insert into subject_keys (subject, wrapped) select a.subject, a.wrapped from @added as a where not exists (select 1 from subject_keys as k where k.subject = a.subject);";

    /// <summary>One row is changed. None when another has made the key in between: then it is there now, and is asked for again.</summary>
    public const string Destroy = """
        update subject_keys set wrapped = @nothing where subject = @subject;
        if @@rowcount = 0 insert into subject_keys (subject, wrapped) select @subject, @nothing where not exists (select 1 from subject_keys where subject = @subject);
        """;

    public const string Read = "select top (@limit) subject, wrapped from subject_keys where subject > @after order by subject;";
}
