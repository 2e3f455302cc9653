-- The number of the newest write that still stands in a container.
-- Parameters: $container text.
-- Returns one row: seq, zero when the container is empty.
select coalesce(max(seq), 0) from documents where container = $container
