-- The change feed of one type.
create index if not exists documents_by_feed on documents (container, type, seq)
