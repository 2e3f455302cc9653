-- An empty table for the decisions of a question. Leaves: decisions.
create or replace temporary table decisions (
    line varchar, verdict varchar, reason varchar, facts varchar, by_name varchar, decided_at timestamp
)
