-- Payable plans that differ from the sum of their items. Only of insurances whose tables carry the plan's id.
-- Views: plans, plan_items. Returns subject (plan), expected and actual (fen), origin.
select
    plans.fund, plans.region, plans.month, plans.plan_id as subject, items.fen as expected, plans.fen as actual,
    {'batch': plans.source_batch, 'file': plans.source_file, 'line': plans.source_line, 'table': plans.table_id}
        as origin
from plans
join (
    select fund, plan_id, sum(fen)::bigint as fen from plan_items group by all
) as items using (fund, plan_id)
where plans.fen <> items.fen
