-- What the agencies say of each employer and month, with its persons added up. Views: employers, contributors, rates.
-- Leaves: agency_facts, one row a fund, region, month and employer.
create or replace temporary table agency_facts as
with persons as (
    select
        fund, region, month, employer_no,
        count(*) filter (where coalesce(status, '1') = '1') as insured,
        count(*) filter (where coalesce(paid_fen, 0) > 0) as paying,
        sum(coalesce(base_fen, 0))::bigint as base_fen, sum(coalesce(due_fen, 0))::bigint as due_fen,
        sum(coalesce(paid_fen, 0))::bigint as paid_fen
    from contributors where employer_no is not null group by all
),
told as (
    select
        fund, region, month, employer_no, min(employer_name) as employer_name, min(status) as status,
        sum(payroll_fen)::bigint as payroll_fen, sum(employer_base_fen)::bigint as employer_base_fen,
        sum(individual_base_fen)::bigint as individual_base_fen, sum(employer_due_fen)::bigint as employer_due_fen,
        sum(individual_due_fen)::bigint as individual_due_fen, sum(employer_paid_fen)::bigint as employer_paid_fen,
        sum(individual_paid_fen)::bigint as individual_paid_fen,
        sum(coalesce(employer_supplement_fen, 0) + coalesce(individual_supplement_fen, 0)
            + coalesce(employer_arrears_fen, 0) + coalesce(individual_arrears_fen, 0))::bigint as supplement_fen,
        sum(coalesce(refunded_fen, 0))::bigint as refunded_fen, sum(coalesce(late_fee_fen, 0))::bigint as late_fee_fen,
        sum(coalesce(interest_fen, 0))::bigint as interest_fen, sum(owed_fen)::bigint as owed_fen,
        max(employer_rate) as employer_rate, sum(insured_persons)::bigint as insured_persons,
        sum(contributing_persons)::bigint as contributing_persons,
        min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
    from employers group by fund, region, month, employer_no
),
legal as (
    select fund, region, month, max(employer_rate) as employer_rate, max(individual_rate) as individual_rate
    from rates group by all
)
select
    told.* exclude (individual_base_fen, individual_due_fen, individual_paid_fen, employer_rate, insured_persons,
        contributing_persons),
    coalesce(told.individual_base_fen, persons.base_fen) as individual_base_fen,
    coalesce(told.individual_due_fen, persons.due_fen) as individual_due_fen,
    coalesce(told.individual_paid_fen, persons.paid_fen) as individual_paid_fen,
    coalesce(told.employer_rate, legal.employer_rate) as employer_rate, legal.individual_rate,
    coalesce(told.insured_persons, persons.insured) as insured_persons,
    coalesce(told.contributing_persons, persons.paying) as contributing_persons,
    persons.base_fen as persons_base_fen
from told
left join persons using (fund, region, month, employer_no)
left join legal using (fund, region, month)
