-- Persons of the index by id number, personal number or name. The key is a digest of the id number.
-- Parameters: $id text (as the index writes id numbers), $text, $region text, $funds text list, $limit integer.
-- Returns key, name, id number, numbers, funds, regions,
-- first and last month, rows.
select key, name, citizen_id, person_nos, funds, regions, first_month, last_month, rows from persons
where key in (
    select key from person_traces
    where (key = sha256($id) or person_no = $text or name = $text) and starts_with(region, $region)
        and list_contains($funds, fund))
order by name, citizen_id limit $limit
