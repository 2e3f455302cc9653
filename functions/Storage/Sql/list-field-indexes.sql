-- The field indexes that the file has.
-- Returns one row an index: its quoted name.
select '"' || name || '"' from sqlite_schema where type = 'index' and substr(name, 1, 6) = 'field_'
