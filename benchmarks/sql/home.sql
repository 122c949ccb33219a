-- Grain: one row: the partnership of two districts whose force is nearest to average size.
with forces as (
    select force, abs(count(*) - avg(count(*)) over ()) as off
    from place
    group by force
)

select
    place.csp, any_value(place.force) as force, any_value(place.force_area) as force_area,
    list(distinct place.district order by place.district) as districts
from place
inner join forces on place.force = forces.force
group by place.csp
having count(distinct place.force) = 1
order by min(forces.off), place.csp
limit 1
