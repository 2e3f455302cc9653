-- Sums of the match for a screen. Parameters: $region text, $funds text list, $from and $to integer (YYYYMM).
-- Returns one row a fund, region, month and status: lines, difference and the three sides (fen).
select fund, region, month, status, lines, difference_fen, agency_fen, tax_fen, treasury_fen from match_sums
where starts_with(region, $region) and list_contains($funds, fund) and month between $from and $to
order by region, month, fund, status
