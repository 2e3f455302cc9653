-- The syntax tree of a statement that a person wrote, or what is wrong with it. The statement is not run.
-- Parameters: $sql varchar.
-- Returns one row: the tree as JSON text.
select json_serialize_sql($sql::varchar)::varchar
