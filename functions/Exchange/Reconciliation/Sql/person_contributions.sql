-- What was contributed for one person (缴费台账): the agencies' lines by id number, the tax bureau's by the personal
-- numbers that the index knows of the person in the same fund.
-- Parameters: $key (digest of the id number), $id text, $region text, $funds text list, $limit integer.
-- Views: contributors, tax_persons, person_traces.
-- Returns side, fund, table, region, month, employer, status, base_fen, due_fen, person_fen, employer_fen, ticket,
-- origin.
-- 居民医保 tells the year's contribution in every month: a register, no payments of a month.
with mine as (select distinct fund, person_no from person_traces where key = $key)
select
    'agency' as side, fund, table_id, region, month, employer_no, status, base_fen, due_fen,
    coalesce(paid_fen, 0) + coalesce(supplement_fen, 0) + coalesce(arrears_fen, 0) as person_fen,
    null::bigint as employer_fen, null as ticket,
    {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}::json::varchar as origin
from contributors
where citizen_id = $id and fund <> 'resident-medical' and starts_with(region, $region)
    and list_contains($funds, fund)
union all
select
    'tax', fund, table_id, region, month, employer_no, null, base_fen, null, coalesce(individual_paid_fen, 0),
    employer_paid_fen, ticket,
    {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}::json::varchar
from tax_persons join mine using (fund, person_no)
where starts_with(region, $region) and list_contains($funds, fund)
order by fund, month, side, ticket, origin limit $limit
