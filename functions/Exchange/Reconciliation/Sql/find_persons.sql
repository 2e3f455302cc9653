-- Persons of the index by id number, personal number or name. The key is a digest of the id number.
-- Parameters: $text, $region text, $funds text list, $limit integer. Returns key, name, id number, numbers, funds, regions,
-- first and last month, rows.
select sha256(citizen_id), name, citizen_id, person_nos, funds, regions, first_month, last_month, rows from persons
where citizen_id in (
    select citizen_id from person_traces
    where (citizen_id = $text or person_no = $text or name = $text) and starts_with(region, $region)
        and list_contains($funds, fund))
order by name, citizen_id limit $limit
