-- The person of a key. Parameter: $key (digest of the id number). Returns name, id number.
select name, citizen_id from persons where key = $key
