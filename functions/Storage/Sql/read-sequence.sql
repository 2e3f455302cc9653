-- Returns the number of the last write.
select last from sequence
