-- The change feed of a whole container, and its newest write.
create index if not exists documents_by_seq on documents (container, seq)
