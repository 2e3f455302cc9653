-- What one fund received.
-- Parameters: $fund integer.
-- Returns one row: total_fen bigint.
select sum(amount_fen)::bigint as total_fen
from (values (1, 100), (1, 250), (2, 999)) as receipts (fund, amount_fen)
where fund = $fund
