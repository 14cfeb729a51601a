-- The log's tables, column for column those of the SQLite file (Sqlite/schema.sql). Times and positions are bigint, names are
-- compared byte by byte: what differs in case, width or accent is different. Nothing here is changed once it has been released:
-- what comes later is another script.
create table head (
    id           int             not null constraint pk_head primary key check (id = 1),
    position     bigint          not null,
    at           bigint          not null,
    clock_offset bigint          not null,
    epoch        int             not null,
    frontier     varbinary(2048) not null
);

insert into head (id, position, at, clock_offset, epoch, frontier) values (1, 0, 0, 0, 0, 0x);

create table events (
    position     bigint         not null constraint pk_events primary key,
    stream       nvarchar(200)  collate Latin1_General_BIN2 not null,
    version      bigint         not null,
    type         nvarchar(100)  collate Latin1_General_BIN2 not null,
    type_version int            not null,
    at           bigint         not null,
    actor        nvarchar(200)  collate Latin1_General_BIN2 not null,
    salt         varbinary(32)  not null,
    data         varbinary(max) not null,
    constraint events_stream unique (stream, version)
);

create table used_keys (
    id             bigint        identity(1, 1) not null constraint pk_used_keys primary key,
    handle         varbinary(32) not null constraint used_keys_handle unique,
    body_hash      varbinary(64) not null,
    first_position bigint        not null,
    count          int           not null,
    used_at        bigint        not null
);

create table claims (
    name   nvarchar(200) collate Latin1_General_BIN2 not null constraint pk_claims primary key,
    holder nvarchar(200) collate Latin1_General_BIN2 not null
);

create table due (
    stream nvarchar(200) collate Latin1_General_BIN2 not null constraint pk_due primary key,
    at     bigint        not null
);

create index due_at on due (at, stream);

create table checkpoints (
    name     nvarchar(200) collate Latin1_General_BIN2 not null constraint pk_checkpoints primary key,
    position bigint        not null
);

create table leases (
    name  nvarchar(200) collate Latin1_General_BIN2 not null constraint pk_leases primary key,
    owner nvarchar(200) collate Latin1_General_BIN2 not null,
    until bigint        not null
);
go

-- The rows of a batch travel as parameters of these types: one round trip, however many there are.
create type name_rows as table (name nvarchar(200) collate Latin1_General_BIN2 not null);
go

create type handle_rows as table (handle varbinary(32) not null);
go

create type event_rows as table (
    position     bigint         not null,
    stream       nvarchar(200)  collate Latin1_General_BIN2 not null,
    version      bigint         not null,
    type         nvarchar(100)  collate Latin1_General_BIN2 not null,
    type_version int            not null,
    at           bigint         not null,
    actor        nvarchar(200)  collate Latin1_General_BIN2 not null,
    salt         varbinary(32)  not null,
    data         varbinary(max) not null
);
go

create type key_rows as table (
    handle         varbinary(32) not null,
    body_hash      varbinary(64) not null,
    first_position bigint        not null,
    count          int           not null,
    used_at        bigint        not null
);
go

-- Without a holder a claim is released.
create type claim_rows as table (
    name   nvarchar(200) collate Latin1_General_BIN2 not null,
    holder nvarchar(200) collate Latin1_General_BIN2 null
);
go

-- Without a time a stream waits for nothing any more.
create type due_rows as table (
    stream nvarchar(200) collate Latin1_General_BIN2 not null,
    at     bigint        null
);
