-- What came into the treasury less what it gave back, by ticket and month (国库侧).
-- Views: treasury_receipts, treasury_refunds. Leaves: treasury_tickets (fund, region, month, ticket, fen, day,
-- payer_name, origin).
-- Basis: AAE140 of GB/T 40217-2021 for the codes of the insurances.
create or replace temporary table treasury_tickets as
with funds(insurance, fund) as (
    values
        ('110', 'enterprise-pension'), ('170', 'resident-pension'), ('120', 'public-sector-pension'),
        ('310', 'employee-medical'), ('390', 'resident-medical'), ('210', 'unemployment'), ('410', 'work-injury'),
        ('510', 'maternity')
),
lines as (
    select
        insurance, region, coalesce(for_month, month) as month, ticket, fen, entered_on, payer_name,
        {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id} as origin
    from treasury_receipts
    union all
    select
        insurance, region, coalesce(for_month, month), ticket, -fen, entered_on, null,
        {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}
    from treasury_refunds where ticket is not null
),
tickets as (
    select
        coalesce(funds.fund, insurance) as fund, ticket, month, min(region) as region, sum(fen)::bigint as fen,
        min(entered_on) as day, min(payer_name) as payer_name, min(origin) as origin
    from lines left join funds using (insurance) group by all
)
select * from tickets where fen <> 0
