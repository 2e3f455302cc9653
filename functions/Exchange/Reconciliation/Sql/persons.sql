-- The index of persons: one row an id number with the newest name, and what the traces name. Leaves: persons.
create or replace temporary table persons as
select
    key, citizen_id, arg_max(name, last_month) as name, min(sex) as sex, count(distinct name) as names,
    string_agg(distinct fund, ',' order by fund) as funds, string_agg(distinct region, ',' order by region) as regions,
    string_agg(distinct person_no, ',' order by person_no) as person_nos, min(first_month) as first_month,
    max(last_month) as last_month, sum(rows)::bigint as rows
from person_traces group by key, citizen_id order by key
