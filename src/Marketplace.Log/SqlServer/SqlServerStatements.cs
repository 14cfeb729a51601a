namespace Marketplace.Log.SqlServer;

/// <summary>
/// Every statement that is sent to a server, in plain T-SQL: no MERGE, no lock hint, nothing finer than a millisecond. The tests
/// parse each one and compare its tables and columns with those of the scripts.
/// </summary>
internal static class SqlServerStatements
{
    private const string EventColumns = "position, stream, version, type, type_version, at, actor, salt, data";
    private const string KeyColumns = "handle, body_hash, first_position, count, used_at";

    // ---- A batch --------------------------------------------------------------------------------------------------------

    /// <summary>
    /// The log's lock: the row stays locked to the end of the transaction, and whoever comes next waits here. What it holds is read by a
    /// statement of its own, begun with the lock in hand: an OUTPUT clause may answer with what stood there before the wait.
    /// </summary>
    public const string Lock = """
        update head set position = position where id = 1;
        select position, at, clock_offset, epoch, frontier from head where id = 1;
        """;

    /// <summary>Begun after the lock was taken, so it sees every commit before this batch.</summary>
    public const string Feed = $"select top (@limit) {EventColumns} from events where position > @after order by position;";

    public const string FindKeys = "select k.handle, k.body_hash, k.first_position, k.count, k.used_at from @handles as h join used_keys as k on k.handle = h.handle;";

    public const string FindStreams = "select n.name from @streams as n join events as e on e.stream = n.name and e.version = 1;";

    public const string FindClaims = "select c.name, c.holder from @names as n join claims as c on c.name = n.name;";

    public const string Append = $"insert into events ({EventColumns}) select {EventColumns} from @events order by position;";

    public const string UseKeys = $"insert into used_keys ({KeyColumns}) select {KeyColumns} from @keys order by first_position;";

    public const string ChangeClaims = """
        delete from claims where name in (select name from @claims);
        insert into claims (name, holder) select name, holder from @claims where holder is not null;
        """;

    public const string ChangeDue = """
        delete from due where stream in (select stream from @due);
        insert into due (stream, at) select stream, at from @due where at is not null;
        """;

    public const string MoveHead = "update head set position = @position, at = @at, clock_offset = @clockOffset, epoch = @epoch, frontier = @frontier where id = 1;";

    // ---- Reading --------------------------------------------------------------------------------------------------------

    public const string ReadClock = "select datediff_big(millisecond, '1970-01-01T00:00:00', sysutcdatetime());";

    public const string ReadHead = "select position, at, clock_offset, epoch, frontier from head where id = 1;";

    public const string ReadStream = $"select top (@limit) {EventColumns} from events where stream = @stream and version > @after order by version;";

    public const string ReadStreamVersion = "select coalesce(max(version), 0) from events where stream = @stream;";

    public const string ReadDue = "select top (@limit) stream, at from due where at <= @until order by at, stream;";

    public const string ReadCheckpoint = "select coalesce(max(position), 0) from checkpoints where name = @name;";

    public const string ReadCheckpoints = "select name, position from checkpoints;";

    public const string ReadKeys = $"select top (@limit) id, {KeyColumns} from used_keys where id > @after order by id;";

    public const string ReadClaims = "select top (@limit) name, holder from claims where name > @after order by name;";

    // ---- Leases, checkpoints, upkeep --------------------------------------------------------------------------------------

    /// <summary>One row is changed when the lease is the owner's. Two who begin a lease at once both find no row; the primary key lets one of them have it.</summary>
    public const string AcquireLease = """
        update leases set owner = @owner, until = @until where name = @name and (owner = @owner or until <= @now);
        if @@rowcount = 0 insert into leases (name, owner, until) select @name, @owner, @until where not exists (select 1 from leases where name = @name);
        """;

    public const string ReleaseLease = "delete from leases where name = @name and owner = @owner;";

    /// <summary>One row is changed when the lease is the owner's still.</summary>
    public const string MoveCheckpoint = """
        update checkpoints set position = @position where name = @name and exists (select 1 from leases where name = @lease and owner = @owner and until > @now);
        if @@rowcount = 0 insert into checkpoints (name, position) select @name, @position where exists (select 1 from leases where name = @lease and owner = @owner and until > @now) and not exists (select 1 from checkpoints where name = @name);
        """;

    public const string DeleteKeys = "delete from used_keys where id in (select id from (select top (@limit) id, used_at from used_keys order by id) as oldest where used_at < @usedBefore);";

    public const string MarkRestored = """
        delete from leases;
        delete from checkpoints where name = @name;
        insert into checkpoints (name, position) select @name, position from head;
        """;
}
