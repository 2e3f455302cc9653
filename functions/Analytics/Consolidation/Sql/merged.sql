-- The rows of one partition: what stood there without the documents that changed, and the changed ones.
-- Parameters: $period integer (YYYYMM), $division varchar.
-- Reads: kept (the partition's file so far), changed.
-- Returns the columns of the dataset in their order, a document's rows together.
create or replace temporary table written as
select * exclude (period, division)
from (
    select kept.* from kept anti join changed using (document)
    union all by name
    select * from changed where period = $period and division = $division
)
order by document, line
