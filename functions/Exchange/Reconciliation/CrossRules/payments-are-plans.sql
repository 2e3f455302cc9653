-- Bank payments that differ from the sum of their plans. Only of insurances whose tables carry the payment's id.
-- Views: payments, plans. Returns subject (payment), expected and actual (fen), origin.
select
    payments.fund, payments.region, payments.month, payments.payment_id as subject, coalesce(plans.fen, 0) as expected,
    payments.fen as actual,
    {'batch': payments.source_batch, 'file': payments.source_file, 'line': payments.source_line,
        'table': payments.table_id} as origin
from payments
left join (
    select fund, payment_id, sum(fen)::bigint as fen from plans where payment_id is not null group by all
) as plans using (fund, payment_id)
where payments.payment_id is not null and payments.fen <> coalesce(plans.fen, 0)
