-- Employers for which an item of the tax comparison differs by more than its tolerance, or which one side has not.
-- From: item_values.
-- Leaves: tax_item_lines, values in the item's unit (fen, persons, millionths).
create or replace temporary table tax_item_lines as
select
    item, fund, region, month, employer_no, employer_name, agency_value, tax_value,
    coalesce(agency_value, 0) - coalesce(tax_value, 0) as difference, agency_origin, tax_origin
from item_values
where (agency_value is null) <> (tax_value is null) or abs(agency_value - tax_value) > tolerance
order by item, region, fund, month, employer_no
