-- The syntax tree of a statement that a person wrote, or what is wrong with it. The statement is not run.
-- Parameters: $sql varchar.
-- Returns one row: the tree as JSON text, with every property written, as the guard tells node kinds by them.
select json_serialize_sql($sql::varchar, skip_default := false, skip_null := false, skip_empty := false)::varchar
