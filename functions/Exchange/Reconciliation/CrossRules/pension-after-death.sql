-- Persons who are registered dead and were paid a pension for a later month.
-- Views: pensions, deaths. Returns subject (person), expected 0, actual (fen), origin.
select
    pensions.fund, pensions.region, pensions.month, pensions.person_no as subject, 0::bigint as expected,
    sum(pensions.paid_fen)::bigint as actual,
    min({'batch': pensions.source_batch, 'file': pensions.source_file, 'line': pensions.source_line,
        'table': pensions.table_id}) as origin
from pensions
join (select citizen_id, min(died_on) as died_on from deaths group by all) as deaths using (citizen_id)
where pensions.paid_fen > 0 and pensions.month > year(died_on) * 100 + month(died_on)
group by all
