-- Grain: a row a paper of the partnership's, as JSON: plan, published.
select name, body from paper where name <> 'dictionary' order by name
