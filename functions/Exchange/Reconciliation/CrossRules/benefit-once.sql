-- Persons who were paid a pension of the same month by several funds or in several regions.
-- Views: pensions. Returns each place but the first: subject (person), expected 1 place, actual places, origin.
select fund, region, month, subject, 1::bigint as expected, places as actual, origin
from (
    select
        fund, region, month, subject, origin, count(*) over persons as places,
        row_number() over (persons order by fund, region) as place
    from (
        select
            fund, region, month, citizen_id, min(person_no) as subject,
            min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
        from pensions
        where citizen_id is not null and paid_fen > 0
        group by fund, region, month, citizen_id
    ) as once
    window persons as (partition by citizen_id, month)
) as ranked
where place > 1
