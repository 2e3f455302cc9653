-- Conflicts of the index with what was decided. Parameters: $of text (person, employer), $region text, $funds text
-- list,
-- $kind text ('' all), $open boolean, $limit and $offset integer. Returns the count of all, then the case's columns.
with cases as (
    select 'person' as of, * from person_conflicts
    union all
    select 'employer', * from employer_conflicts
)
select
    count(*) over (), id, kind, severity, subjects, keys, names, numbers, regions, funds,
    first_month, last_month, rows, origin::json::varchar, verdict, reason, by_name, decided_at,
    facts <> md5(concat_ws('|', subjects, names, numbers)) as is_outdated
from cases left join decisions on decisions.line = cases.id
where of = $of and ($kind = '' or kind = $kind)
    and (starts_with(regions, $region) or contains(regions, ',' || $region))
    and list_has_any(string_split(funds, ','), $funds)
    and (not $open or (verdict is null and severity = 'conflict'))
order by severity, verdict is not null, kind, id limit $limit offset $offset
