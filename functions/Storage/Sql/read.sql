-- One document.
-- Parameters: $container, $partition, $id text.
-- Returns at most one row: partition, id, type, body, seq.
select partition, id, type, body, seq
from documents
where container = $container and partition = $partition and id = $id
