-- What does not fit together about persons, one row a case: a worklist. severity conflict, or note where nothing is
-- wrong.
-- Names that follow each other in time are a change of name; names at the same time are a conflict. From:
-- person_traces.
-- Leaves: person_conflicts (id, kind, severity, subjects, keys, names, numbers, regions, funds, first and last month,
-- rows,
-- origin). Basis: GB 11643 (7-14 birth date, 17 odd is male).
create or replace temporary table person_conflicts as
with named as (
    select
        citizen_id, name, min(first_month) as first_month, max(last_month) as last_month
    from person_traces group by all
),
clashing as (
    select distinct one.citizen_id
    from named as one join named as other
        on other.citizen_id = one.citizen_id and other.name > one.name
        and one.first_month <= other.last_month and other.first_month <= one.last_month
),
several_names as (
    select
        if(citizen_id in (select citizen_id from clashing), 'same-id-names', 'name-changed') as kind,
        citizen_id as case_key, traces.*
    from person_traces as traces
    where citizen_id in (select citizen_id from named group by all having count(*) > 1)
),
one_person_ids as (
    select 'same-name-ids' as kind, concat_ws('-', name, left(citizen_id, 14)) as case_key, traces.*
    from person_traces as traces
    qualify min(citizen_id) over (partition by name, left(citizen_id, 14))
        <> max(citizen_id) over (partition by name, left(citizen_id, 14))
),
births as (
    select 'birth-differs' as kind, citizen_id as case_key, traces.*
    from person_traces as traces
    where born_on is not null and strftime(born_on, '%Y%m%d') <> substr(citizen_id, 7, 8)
),
sexes as (
    select 'sex-differs' as kind, citizen_id as case_key, traces.*
    from person_traces as traces
    where sex in ('1', '2') and (substr(citizen_id, 17, 1)::integer % 2 = 1) <> (sex = '1')
),
number_of_several as (
    select 'number-of-several' as kind, concat_ws('-', fund, region, person_no) as case_key, traces.*
    from person_traces as traces
    qualify min(citizen_id) over (partition by fund, region, person_no)
        <> max(citizen_id) over (partition by fund, region, person_no)
),
several_numbers as (
    select 'several-numbers' as kind, concat_ws('-', fund, region, citizen_id) as case_key, traces.*
    from person_traces as traces
    qualify min(person_no) over (partition by fund, region, citizen_id)
        <> max(person_no) over (partition by fund, region, citizen_id)
),
cases as (
    from several_names union all from one_person_ids union all from births union all from sexes
    union all from number_of_several union all from several_numbers
)
select
    md5(kind || '|' || case_key) as id, kind, if(kind = 'name-changed', 'note', 'conflict') as severity,
    string_agg(distinct citizen_id, ',' order by citizen_id) as subjects,
    string_agg(distinct key, ',' order by key) as keys,
    string_agg(distinct name, ',' order by name) as names,
    string_agg(distinct person_no, ',' order by person_no) as numbers,
    string_agg(distinct region, ',' order by region) as regions,
    string_agg(distinct fund, ',' order by fund) as funds, min(first_month) as first_month,
    max(last_month) as last_month, sum(rows)::bigint as rows, min(origin) as origin
from cases group by kind, case_key order by severity, kind, id
