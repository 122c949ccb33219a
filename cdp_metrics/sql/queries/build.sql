-- Grain: one row: which build this is, and the months it holds of the home force.
select
    build_info.build_id,
    build_info.schema_version,
    build_info.product_version,
    build_info.partnership,
    build_info.place,
    build_info.area_code,
    build_info.force,
    build_info.force_area_code,
    build_info.demonstration,
    build_info.force_name,
    build_info.overview,
    (
        select min(coverage.period)
        from coverage
        where coverage.source = 'police_street' and coverage.unit = build_info.force
    ) as first_month,
    (
        select max(coverage.period)
        from coverage
        where
            coverage.source = 'police_street'
            and coverage.unit = build_info.force
            and coverage.status <> 'missing'
    ) as last_month
from build_info
