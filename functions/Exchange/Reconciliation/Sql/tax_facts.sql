-- What the tax bureau says of each employer and month, with its persons' rows added up. Views: tax_employers,
-- tax_persons.
-- Leaves: tax_facts, one row a fund, region, month and employer. Type 01 is the month's regular contribution
-- (proposal).
create or replace temporary table tax_facts as
with persons as (
    select
        fund, region, month, employer_no,
        count(distinct person_no) filter (where coalesce(individual_paid_fen, 0) > 0) as paying,
        sum(base_fen)::bigint as base_fen
    from tax_persons where employer_no is not null group by all
),
told as (
    select
        fund, region, month, employer_no, max(persons) as persons, sum(payroll_fen)::bigint as payroll_fen,
        sum(employer_base_fen)::bigint as employer_base_fen, sum(individual_base_fen)::bigint as individual_base_fen,
        max(employer_rate) as employer_rate, max(individual_rate) as individual_rate,
        sum(coalesce(employer_paid_fen, 0))::bigint as employer_paid_fen,
        sum(coalesce(individual_paid_fen, 0))::bigint as individual_paid_fen,
        coalesce(sum(coalesce(employer_paid_fen, 0) + coalesce(individual_paid_fen, 0))
            filter (where contribution_type <> '01'), 0)::bigint as supplement_fen,
        coalesce(-sum(employer_paid_fen + coalesce(individual_paid_fen, 0))
            filter (where employer_paid_fen < 0), 0)::bigint as refunded_fen,
        sum(coalesce(late_fee_fen, 0))::bigint as late_fee_fen, sum(coalesce(interest_fen, 0))::bigint as interest_fen,
        min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
    from tax_employers group by fund, region, month, employer_no
)
select told.*, persons.paying as paying_persons, persons.base_fen as persons_base_fen
from told left join persons using (fund, region, month, employer_no)
