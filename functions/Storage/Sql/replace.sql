-- Overwrites a document of a known version; changes no row when it is missing or has another.
-- Parameters: $container, $partition, $id, $type, $body text, $seq integer, $etag integer: the version expected.
update documents set type = $type, seq = $seq, body = $body
where container = $container and partition = $partition and id = $id and seq = $etag
