-- Grain: one row, the file: whether it was refused as a whole, and why.
select status, coalesce(reason, '') as reason, coalesce(remedy, '') as remedy
from source_file
