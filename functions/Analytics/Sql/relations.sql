-- Every relation that an unqualified name could mean on this connection, DuckDB's own ones included.
-- Parameters: none.
-- Returns one row a name, in no order.
select view_name from duckdb_views()
union
select table_name from duckdb_tables()
