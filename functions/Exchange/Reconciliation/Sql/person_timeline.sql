-- Where and when a person was seen. Parameters: $key (digest of the id number), $region text, $funds text list.
-- Returns name, fund, table, region, personal number, employer, first and last month, rows, origin.
select
    name, fund, table_id, region, person_no, employer_no, first_month, last_month, rows, origin::json::varchar
from person_traces
where key = $key and starts_with(region, $region) and list_contains($funds, fund)
order by fund, table_id, region, first_month, employer_no
