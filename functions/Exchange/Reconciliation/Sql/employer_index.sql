-- The index of employers: one row a key with its newest name and code. Leaves: employer_index.
create or replace temporary table employer_index as
select
    key, arg_max(credit_code, last_month) as credit_code, arg_max(name, last_month) as name,
    count(distinct name) as names, string_agg(distinct employer_no, ',' order by employer_no) as employer_nos,
    string_agg(distinct fund, ',' order by fund) as funds, string_agg(distinct region, ',' order by region) as regions,
    min(first_month) as first_month, max(last_month) as last_month, sum(rows)::bigint as rows
from employer_traces group by key order by key
