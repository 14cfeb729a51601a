-- Written by StatementTests: MARKETPLACE_APPROVE=1 dotnet test tests/Log.Tests --filter FullyQualifiedName~StatementTests

-- Lock
update head set position = position where id = 1;
select position, at, clock_offset, epoch, frontier from head where id = 1;

-- Feed
select top (@limit) position, stream, version, type, type_version, at, actor, salt, data from events where position > @after order by position;

-- FindKeys
select k.handle, k.body_hash, k.first_position, k.count, k.used_at from @handles as h join used_keys as k on k.handle = h.handle;

-- FindStreams
select n.name from @streams as n join events as e on e.stream = n.name and e.version = 1;

-- FindClaims
select c.name, c.holder from @names as n join claims as c on c.name = n.name;

-- Append
insert into events (position, stream, version, type, type_version, at, actor, salt, data) select position, stream, version, type, type_version, at, actor, salt, data from @events order by position;

-- UseKeys
insert into used_keys (handle, body_hash, first_position, count, used_at) select handle, body_hash, first_position, count, used_at from @keys order by first_position;

-- ChangeClaims
delete from claims where name in (select name from @claims);
insert into claims (name, holder) select name, holder from @claims where holder is not null;

-- ChangeDue
delete from due where stream in (select stream from @due);
insert into due (stream, at) select stream, at from @due where at is not null;

-- MoveHead
update head set position = @position, at = @at, clock_offset = @clockOffset, epoch = @epoch, frontier = @frontier where id = 1;

-- ReadClock
select datediff_big(millisecond, '1970-01-01T00:00:00', sysutcdatetime());

-- ReadHead
select position, at, clock_offset, epoch, frontier from head where id = 1;

-- ReadStream
select top (@limit) position, stream, version, type, type_version, at, actor, salt, data from events where stream = @stream and version > @after order by version;

-- ReadStreamVersion
select coalesce(max(version), 0) from events where stream = @stream;

-- ReadDue
select top (@limit) stream, at from due where at <= @until order by at, stream;

-- ReadCheckpoint
select coalesce(max(position), 0) from checkpoints where name = @name;

-- ReadCheckpoints
select name, position from checkpoints;

-- ReadKeys
select top (@limit) id, handle, body_hash, first_position, count, used_at from used_keys where id > @after order by id;

-- ReadClaims
select top (@limit) name, holder from claims where name > @after order by name;

-- AcquireLease
update leases set owner = @owner, until = @until where name = @name and (owner = @owner or until <= @now);
if @@rowcount = 0 insert into leases (name, owner, until) select @name, @owner, @until where not exists (select 1 from leases where name = @name);

-- ReleaseLease
delete from leases where name = @name and owner = @owner;

-- MoveCheckpoint
update checkpoints set position = @position where name = @name and exists (select 1 from leases where name = @lease and owner = @owner and until > @now);
if @@rowcount = 0 insert into checkpoints (name, position) select @name, @position where exists (select 1 from leases where name = @lease and owner = @owner and until > @now) and not exists (select 1 from checkpoints where name = @name);

-- DeleteKeys
delete from used_keys where id in (select id from (select top (@limit) id, used_at from used_keys order by id) as oldest where used_at < @usedBefore);

-- MarkRestored
delete from leases;
delete from checkpoints where name = @name;
insert into checkpoints (name, position) select @name, position from head;

-- Keys: Find
select wrapped from subject_keys where subject = @subject;

-- Keys: Add
insert into subject_keys (subject, wrapped) select a.subject, a.wrapped from @added as a where not exists (select 1 from subject_keys as k where k.subject = a.subject);

-- Keys: Destroy
update subject_keys set wrapped = @nothing where subject = @subject;
if @@rowcount = 0 insert into subject_keys (subject, wrapped) select @subject, @nothing where not exists (select 1 from subject_keys where subject = @subject);

-- Keys: Read
select top (@limit) subject, wrapped from subject_keys where subject > @after order by subject;

-- Scripts: Make
if object_id('applied_scripts') is null create table applied_scripts (
    number     int           not null constraint pk_applied_scripts primary key,
    name       nvarchar(200) collate Latin1_General_BIN2 not null,
    checksum   nvarchar(64)  collate Latin1_General_BIN2 not null,
    applied_at bigint        not null
);

-- Scripts: First
insert into applied_scripts (number, name, checksum, applied_at) select 0, 'lock', '', 0 where not exists (select 1 from applied_scripts where number = 0);

-- Scripts: Lock
update applied_scripts set checksum = checksum where number = 0;

-- Scripts: Read
select number, name, checksum from applied_scripts where number > 0 order by number;

-- Scripts: Note
insert into applied_scripts (number, name, checksum, applied_at) values (@number, @name, @checksum, @appliedAt);

-- Batch: look up
update head set position = position where id = 1;
select position, at, clock_offset, epoch, frontier from head where id = 1;
select top (@limit) position, stream, version, type, type_version, at, actor, salt, data from events where position > @after order by position;
select k.handle, k.body_hash, k.first_position, k.count, k.used_at from @handles as h join used_keys as k on k.handle = h.handle;
select n.name from @streams as n join events as e on e.stream = n.name and e.version = 1;
select c.name, c.holder from @names as n join claims as c on c.name = n.name;

-- Batch: write
insert into events (position, stream, version, type, type_version, at, actor, salt, data) select position, stream, version, type, type_version, at, actor, salt, data from @events order by position;
insert into used_keys (handle, body_hash, first_position, count, used_at) select handle, body_hash, first_position, count, used_at from @keys order by first_position;
delete from claims where name in (select name from @claims);
insert into claims (name, holder) select name, holder from @claims where holder is not null;
delete from due where stream in (select stream from @due);
insert into due (stream, at) select stream, at from @due where at is not null;
update head set position = @position, at = @at, clock_offset = @clockOffset, epoch = @epoch, frontier = @frontier where id = 1;

-- Script 001-log, SHA-256 97a06129c5876a1bbfe4c4ecd879a7563b79d0007622065aaec837b91112f289

-- Script 001-keys, SHA-256 5f83e1e506b4bb183da86beebd8cbd81483b6b4d064e72dfdd7fe939eea4889a
