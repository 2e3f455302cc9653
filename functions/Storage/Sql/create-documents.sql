-- The one table: documents of every container. A rowid table, because rows of a kilobyte and more spill to overflow
-- pages in a WITHOUT ROWID table (file three times as large, reads five times slower).
-- seq: the number of the write, counted over the whole store; it is the ETag and the place in the change feed.
create table if not exists documents (
    container text not null,
    partition text not null,
    id text not null,
    type text not null,
    seq integer not null,
    body text not null,
    primary key (container, partition, id)
)
