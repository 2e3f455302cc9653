-- The figures of wanted reports, each from the import that the manifest names for it.
-- Views: history_rows; table: wanted_reports. Parameter: $item, empty for all.
-- Returns one row a figure: report, item, column, amount_fen or quantity or rate_micro (millionths of a percent),
-- then the origin.
select c.task, c.form, c.report_period, c.division, c.item, c.column_id, c.amount_fen, c.quantity, c.rate_micro,
       c.written, c.label, c.source_batch, c.source_sheet, c.source_row, c.source_place
from history_rows c
join wanted_reports w
  on w.task = c.task and w.form = c.form and w.report_period = c.report_period and w.division = c.division
 and w.batch = c.source_batch
where $item = '' or c.item = $item
order by c.division, c.report_period, c.task, c.form, c.source_sheet, c.source_row, c.column_id
