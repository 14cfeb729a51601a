-- The wrapped keys of sealed values, in a database of their own: no backup of the log holds them, or an erasure could be undone by
-- it. Column for column the table of the SQLite file (Sqlite/SqliteKeyStore.cs). A key that was destroyed is 60 zeros, and its row
-- stays.
create table subject_keys (
    subject nvarchar(200) collate Latin1_General_BIN2 not null constraint pk_subject_keys primary key,
    wrapped varbinary(60) not null
);
go

create type subject_key_rows as table (
    subject nvarchar(200) collate Latin1_General_BIN2 not null,
    wrapped varbinary(60) not null
);
