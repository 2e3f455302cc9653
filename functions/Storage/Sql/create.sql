-- Writes a document that must not be there; changes no row when it is.
-- Parameters: $container, $partition, $id, $type, $body text, $seq integer.
insert into documents (container, partition, id, type, seq, body)
values ($container, $partition, $id, $type, $seq, $body)
on conflict do nothing
