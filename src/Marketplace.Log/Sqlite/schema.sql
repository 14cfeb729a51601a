-- Positions, times and money are integers everywhere: SQLite would keep a decimal as text and compare it as text.
create table if not exists head (
    id           integer primary key check (id = 1),
    position     integer not null,
    at           integer not null,
    clock_offset integer not null,
    epoch        integer not null,
    frontier     blob    not null
);
insert or ignore into head values (1, 0, 0, 0, 0, x'');

-- An event names its stream by a number: an index that repeated the name would be a fifth of the file, and of a thousand
-- streams that are written in turn each would have a page of it that every commit writes anew.
create table if not exists streams (
    number integer primary key,
    name   text    not null unique
);

create table if not exists events (
    position     integer primary key,
    stream       integer not null,
    version      integer not null,
    type         text    not null,
    type_version integer not null,
    at           integer not null,
    actor        text    not null,
    salt         blob    not null,
    data         blob    not null
);
create unique index if not exists events_stream on events (stream, version);

-- Rows in order of use, so that old ones are found at the front. The handle begins with the key: keys that sort by time
-- (UUIDv7) stand side by side in its index, and a commit of many touches few pages; random ones touch a page each.
create table if not exists used_keys (
    id             integer primary key,
    handle         blob    not null unique,
    body_hash      blob    not null,
    first_position integer not null,
    count          integer not null,
    used_at        integer not null
);

create table if not exists claims (
    name   text primary key,
    holder text not null
) without rowid;

-- The next moment at which a stream must be looked at; one row for each stream that waits for one.
create table if not exists due (
    stream text    primary key,
    at     integer not null
) without rowid;
create index if not exists due_at on due (at, stream);

create table if not exists checkpoints (
    name     text    primary key,
    position integer not null
) without rowid;

create table if not exists leases (
    name    text    primary key,
    owner   text    not null,
    "until" integer not null
) without rowid;

pragma user_version = 2;
