-- Parameters: $last integer, the number of the last write of this transaction.
update sequence set last = $last
