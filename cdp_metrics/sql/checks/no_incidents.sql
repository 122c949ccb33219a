-- A store without one month of the partnership's own force.
select
    'no street-level file of force ' || build_info.force || ' was accepted: add its months '
    || 'from data.police.uk, or correct force in the partnership file (held: '
    || coalesce(
        (select string_agg(distinct publication.force, ', ') from publication), 'none'
    )
    || ')' as fault
from build_info
where build_info.force not in (select publication.force from publication)
