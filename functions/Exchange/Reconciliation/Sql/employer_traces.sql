-- Where employers were seen: one row a key, code, name, number, fund and region, from its first to its last month.
-- The key is the organisation code inside the credit code (GB 32100: characters 9 to 17), the bare organisation code,
-- or
-- region and number where there is none. View: employers. Leaves: employer_traces.
create or replace temporary table employer_traces as
select
    case length(credit_code)
        when 18 then substr(credit_code, 9, 9)
        when 9 then credit_code
        when 10 then replace(credit_code, '-', '')
        else concat_ws('-', region, employer_no)
    end as key,
    credit_code, employer_name as name, employer_no, fund, region, min(month) as first_month,
    max(month) as last_month, count(*) as rows,
    min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
from employers group by all order by key, first_month
