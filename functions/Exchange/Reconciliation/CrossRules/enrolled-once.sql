-- Persons who paid into the same kind of insurance for the same month in several regions; the pensions are one kind.
-- Views: contributors. Returns each place but the first: subject (person), expected 1 place, actual places, origin.
select fund, region, month, subject, 1::bigint as expected, places as actual, origin
from (
    select
        fund, region, month, subject, origin, count(*) over persons as places,
        row_number() over (persons order by fund, region) as place
    from (
        select
            fund, region, month, citizen_id,
            case when fund like '%-pension' then 'pension' else fund end as kind,
            min(person_no) as subject,
            min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
        from contributors
        where citizen_id is not null and paid_fen > 0
        group by fund, region, month, citizen_id
    ) as once
    window persons as (partition by kind, citizen_id, month)
) as ranked
where place > 1
