-- Documents of one type of a container written after a position.
-- Parameters: $container, $type text, $after, $until integer (after < seq <= until), $limit integer.
-- Returns rows in the order of writing: partition, id, type, body, seq.
select partition, id, type, body, seq
from documents indexed by documents_by_feed
where container = $container and type = $type and seq > $after and seq <= $until
order by seq
limit $limit
