-- Grain: a row a fact that a data officer wants to know of a build.
select name, fact from build_fact order by place, name
