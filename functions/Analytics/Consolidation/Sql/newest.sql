-- The rows gathered from the change feed, each document in its newest form only.
-- Parameters: none. Reads: gathered (seq grows with the feed).
-- Returns the columns of the dataset, then period and division; in no order.
select * exclude (seq) from gathered qualify seq = max(seq) over (partition by document)
