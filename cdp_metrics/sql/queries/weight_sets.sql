-- Grain: a row a set of severity weights: those for any area first, newest version first.
select set_id, name, version, source, kind, key_kind, approximate, invented
from weight_set
order by key_kind, name, version desc
