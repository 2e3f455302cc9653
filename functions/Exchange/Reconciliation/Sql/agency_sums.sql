-- What the agencies say was paid, by payer and month (经办侧): employers with their persons, and who pays for himself.
-- Supplements, arrears, late fees and interest are in it, refunds off; what is nothing is left away.
-- Views: employers, contributors. Leaves: agency_sums (fund, region, month, payer_kind, payer, payer_name, fen,
-- origin).
create or replace temporary table agency_sums as
with persons as (
    select
        fund, region, month, employer_no, person_no,
        coalesce(paid_fen, 0) + coalesce(supplement_fen, 0) + coalesce(arrears_fen, 0) as fen,
        {'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id} as origin
    from contributors
),
of_employers as (
    select fund, region, month, employer_no, sum(fen)::bigint as fen, min(origin) as origin
    from persons where employer_no is not null group by all
),
told as (
    select
        fund, region, month, employer_no, min(employer_name) as name,
        sum(coalesce(employer_paid_fen, 0) + coalesce(employer_supplement_fen, 0) + coalesce(employer_arrears_fen, 0)
            + coalesce(late_fee_fen, 0) + coalesce(interest_fen, 0) - coalesce(refunded_fen, 0))::bigint as fen,
        sum(individual_paid_fen + coalesce(individual_supplement_fen, 0) + coalesce(individual_arrears_fen, 0))::bigint
            as persons_fen,
        min({'batch': source_batch, 'file': source_file, 'line': source_line, 'table': table_id}) as origin
    from employers group by fund, region, month, employer_no
),
payers as (
    -- An employer's row that does not say what its persons paid is completed from their rows.
    select
        fund, region, month, 'employer' as payer_kind, employer_no as payer, told.name as payer_name,
        coalesce(told.fen, 0) + coalesce(told.persons_fen, of_employers.fen, 0) as fen,
        coalesce(told.origin, of_employers.origin) as origin
    from told full join of_employers using (fund, region, month, employer_no)
    union all
    select fund, region, month, 'person', person_no, null, sum(fen)::bigint, min(origin)
    from persons where employer_no is null group by fund, region, month, person_no
)
-- 居民医保 tells the year's contribution in every month: a register, no payments of a month.
select * from payers where fen <> 0 and fund <> 'resident-medical'
