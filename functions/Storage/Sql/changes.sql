-- Documents of a container written after a position.
-- Parameters: $container text, $after, $until integer (after < seq <= until), $limit integer.
-- Returns rows in the order of writing: partition, id, type, body, seq.
select partition, id, type, body, seq
from documents indexed by documents_by_seq
where container = $container and seq > $after and seq <= $until
order by seq
limit $limit
