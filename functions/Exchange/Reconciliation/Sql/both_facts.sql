-- Both sides of each employer and month, for the items of tax-items.json: a is the agency's row, t the tax bureau's.
-- Leaves: both_facts.
create or replace temporary table both_facts as
select
    coalesce(agency.fund, tax.fund) as fund, coalesce(agency.region, tax.region) as region,
    coalesce(agency.month, tax.month) as month, coalesce(agency.employer_no, tax.employer_no) as employer_no,
    agency.employer_name, agency as a, tax as t
from agency_facts as agency full join tax_facts as tax using (fund, region, month, employer_no)
