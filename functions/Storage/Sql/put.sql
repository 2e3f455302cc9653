-- Writes a document whether it is there or not.
-- Parameters: $container, $partition, $id, $type, $body text, $seq integer.
insert into documents (container, partition, id, type, seq, body)
values ($container, $partition, $id, $type, $seq, $body)
on conflict (container, partition, id) do update set type = excluded.type, seq = excluded.seq, body = excluded.body
