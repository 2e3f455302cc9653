-- What a line of the three-way match says now, for its decision.
-- Parameters: $line text, $region text. Returns one text, or no row.
select concat_ws('|', status, agency_fen, tax_fen, treasury_fen) from matches
where id = $line and starts_with(region, $region)
