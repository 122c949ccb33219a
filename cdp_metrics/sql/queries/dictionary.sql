-- Grain: one row: the indicators, publishers and templates it was built by, as JSON.
select body from paper where name = 'dictionary'
