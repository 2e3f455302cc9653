-- Employers that contributing persons name and the employers' table of the same fund, region and month does not have.
-- Views: employers, contributors. Returns subject (employer), expected 1 row, actual 0, the first person's row as
-- origin.
select
    fund, region, month, employer_no as subject, 1::bigint as expected, 0::bigint as actual,
    min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
from contributors
semi join (select distinct fund, region, month from employers) as sent using (fund, region, month)
anti join employers using (fund, region, month, employer_no)
where employer_no is not null and coalesce(paid_fen, 0) > 0
group by fund, region, month, employer_no
