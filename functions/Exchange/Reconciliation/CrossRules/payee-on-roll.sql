-- Persons with a payable plan whom no benefit table of the same fund and month names.
-- Views: plans, rolls. Returns subject (payee), expected 0, actual (fen), origin.
select
    fund, region, month, payee_no as subject, 0::bigint as expected, sum(fen)::bigint as actual,
    min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
from plans
anti join (select distinct fund, month, person_no as payee_no from rolls) as roll using (fund, month, payee_no)
where coalesce(payee_type, '1') = '1' and fen > 0
group by fund, region, month, payee_no
