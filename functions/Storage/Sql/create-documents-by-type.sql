-- Queries read one type of one partition in the order of ids.
create index if not exists documents_by_type on documents (container, partition, type, id)
