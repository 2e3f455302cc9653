-- Removes a document; changes no row when it is missing or has another version.
-- Parameters: $container, $partition, $id text, $etag integer: the version expected, or null for any.
delete from documents
where container = $container and partition = $partition and id = $id and ($etag is null or seq = $etag)
