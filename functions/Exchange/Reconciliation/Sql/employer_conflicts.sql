-- What does not fit together about employers, and mergers that the persons' moves suggest (吸收合并): an employer ends, and
-- at least three and half of its persons are at one other employer of the region in the month after. A person confirms.
-- From: employer_traces, person_traces. Leaves: employer_conflicts, columns as of person_conflicts.
create or replace temporary table employer_conflicts as
with named as (
    select key, name, min(first_month) as first_month, max(last_month) as last_month from employer_traces group by all
),
clashing as (
    select distinct one.key
    from named as one join named as other
        on other.key = one.key and other.name > one.name
        and one.first_month <= other.last_month and other.first_month <= one.last_month
),
several_names as (
    select
        if(key in (select key from clashing), 'code-names', 'employer-renamed') as kind, key as case_key, traces.*
    from employer_traces as traces
    where key in (select key from named group by all having count(*) > 1)
),
number_codes as (
    select 'number-codes' as kind, concat_ws('-', region, employer_no) as case_key, traces.*
    from employer_traces as traces
    qualify min(key) over (partition by region, employer_no) <> max(key) over (partition by region, employer_no)
),
name_codes as (
    select 'name-codes' as kind, concat_ws('-', region, name) as case_key, traces.*
    from employer_traces as traces
    qualify min(key) over (partition by region, name) <> max(key) over (partition by region, name)
),
-- Months counted from year 0, so that the next is one more.
stays as (
    select
        region, employer_no, citizen_id, min(first_month // 100 * 12 + first_month % 100) as first_at,
        max(last_month // 100 * 12 + last_month % 100) as last_at
    from person_traces where employer_no is not null group by all
),
newest as (select region, max(last_at) as last_at from stays group by all),
ended as (
    select stays.region, stays.employer_no, max(stays.last_at) as last_at, count(*) as persons
    from stays join newest using (region)
    group by stays.region, stays.employer_no, newest.last_at
    having max(stays.last_at) < newest.last_at
),
moves as (
    select
        ended.region, ended.employer_no, goes.employer_no as into_no, count(distinct stays.citizen_id) as moved,
        max(ended.persons) as persons
    from ended
    join stays on stays.region = ended.region and stays.employer_no = ended.employer_no
        and stays.last_at = ended.last_at
    join stays as goes on goes.region = stays.region and goes.citizen_id = stays.citizen_id
        and goes.employer_no <> stays.employer_no and goes.first_at = stays.last_at + 1
    group by all
    having count(distinct stays.citizen_id) >= 3 and count(distinct stays.citizen_id) * 2 >= max(ended.persons)
),
mergers as (
    select 'merger' as kind, concat_ws('-', moves.region, moves.employer_no, moves.into_no) as case_key, traces.*
    from moves join employer_traces as traces
        on traces.region = moves.region and traces.employer_no in (moves.employer_no, moves.into_no)
),
cases as (
    from several_names union all from number_codes union all from name_codes union all from mergers
)
select
    md5(kind || '|' || case_key) as id, kind, if(kind = 'employer-renamed', 'note', 'conflict') as severity,
    string_agg(distinct key, ',' order by key) as subjects, string_agg(distinct key, ',' order by key) as keys,
    string_agg(distinct name, ',' order by name) as names,
    string_agg(distinct employer_no, ',' order by employer_no) as numbers,
    string_agg(distinct region, ',' order by region) as regions,
    string_agg(distinct fund, ',' order by fund) as funds, min(first_month) as first_month,
    max(last_month) as last_month, sum(rows)::bigint as rows, min(origin) as origin
from cases group by kind, case_key order by severity, kind, id
