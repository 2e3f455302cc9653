-- What the tax bureau collected, ticket by ticket (税务侧). Rows of an employer's persons are details of its ticket.
-- Views: tax_employers, tax_persons. Leaves: tax_tickets (fund, region, month, payer_kind, payer, ticket, fen, day,
-- origin, turn: the place of the payer among those of one ticket and month).
create or replace temporary table tax_tickets as
with lines as (
    select
        fund, region, month, 'employer' as payer_kind, employer_no as payer, ticket,
        coalesce(employer_paid_fen, 0) + coalesce(individual_paid_fen, 0) + coalesce(late_fee_fen, 0)
            + coalesce(interest_fen, 0) as fen,
        remitted_on,
        {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id} as origin
    from tax_employers
    union all
    select
        fund, region, month, 'person', person_no, ticket,
        coalesce(employer_paid_fen, 0) + coalesce(individual_paid_fen, 0) + coalesce(late_fee_fen, 0)
            + coalesce(interest_fen, 0),
        remitted_on,
        {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}
    from tax_persons where employer_no is null
),
tickets as (
    select
        fund, region, month, payer_kind, payer, ticket, sum(fen)::bigint as fen, min(remitted_on) as day,
        min(origin) as origin
    from lines group by all
)
select *, row_number() over (partition by fund, ticket, month order by region, payer_kind, payer) as turn
from tickets where fen <> 0
