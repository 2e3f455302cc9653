-- What a conflict of the index says now, for its decision. Ids and names stay as digests: decisions hold no personal
-- data.
-- Parameters: $line text, $region text. Returns one text, or no row.
select md5(concat_ws('|', subjects, names, numbers))
from (from person_conflicts union all from employer_conflicts)
where id = $line and (starts_with(regions, $region) or contains(regions, ',' || $region))
