-- Grain: a row a fact that a data officer wants to know of a build. Worked out once, for
-- it reads every row of the incidents.
insert into build_fact
with held as (
    select
        count(*) as rows,
        count(*) filter (where located = 'no location') as unlocated,
        count(*) filter (where located = 'outside') as outside,
        count(*) filter (where located = 'unknown lsoa') as unknown,
        count(*) filter (where located = 'lsoa 2011') as bridged,
        count(*) filter (where repeat_id is not null) as repeats
    from incident
),

months as (
    select
        unit,
        count(*) filter (where status = 'complete') as complete,
        count(*) filter (where status = 'partial') as partial,
        count(*) filter (where status = 'missing') as missing,
        strftime(min(period), '%b %Y') as first_month,
        strftime(max(period), '%b %Y') as last_month
    from coverage
    where source = 'police_street'
    group by unit
),

unlisted as (
    select category, count(*) as n
    from incident
    where category not in (
        'Anti-social behaviour', 'Bicycle theft', 'Burglary',
        'Criminal damage and arson', 'Drugs', 'Other crime', 'Other theft',
        'Possession of weapons', 'Public order', 'Robbery', 'Shoplifting',
        'Theft from the person', 'Vehicle crime', 'Violence and sexual offences'
    )
    group by category
),

final as (
    select 1 as place, 'Street-level rows' as name,
        printf('%s counted', format('{:,}', rows)) as fact
    from held
    union all
    select 2, 'Months of ' || upper(unit[1]) || replace(unit[2:], '-', ' '),
        first_month || ' to ' || last_month || ': ' || complete || ' complete, '
        || partial || ' partial, ' || missing || ' missing'
    from months
    union all
    select 3, 'Not on a map',
        'without location: ' || format('{:,}', unlocated)
        || '; outside the districts of the look-ups: ' || format('{:,}', outside)
        || '; with an unknown LSOA code: ' || format('{:,}', unknown)
    from held
    union all
    select 4, 'LSOA codes of 2011',
        format('{:,}', bridged) || ' rows in LSOAs that changed, brought to those of 2021'
    from held
    union all
    select 5, 'Repeated Crime IDs',
        format('{:,}', repeats) || ' rows, counted as published; '
        || format('{:,}', rows - repeats) || ' without them'
    from held
    union all
    select 6, 'Revised since first published',
        format('{:,}', count(distinct crime_id)) || ' Crime IDs with another outcome'
    from revision
    where "column" = 'outcome'
    having count(*) > 0
    union all
    select 7, 'Unlisted crime type',
        category || ': ' || format('{:,}', n) || ' rows, counted in all crime'
    from unlisted
    union all
    select 8, 'Other forces in the area',
        format('{:,}', sum(incident_month.n)) || ' rows, held but in no total: '
        || string_agg(distinct incident_month.force, ', ')
    from incident_month
    cross join build_info
    inner join area_part
        on
            build_info.area_code = area_part.area_code
            and incident_month.lsoa21_code = area_part.lsoa21_code
    where incident_month.force <> build_info.force
    having count(*) > 0
    union all
    select 9, 'Wards without an LSOA',
        string_agg(distinct boundary.area_name, ', ')
        || ': no LSOA counts in them by best fit, so they have no figures'
    from boundary
    where
        boundary.area_type = 'ward'
        and boundary.vintage = (
            select max(newest.vintage) from boundary as newest where newest.area_type = 'ward'
        )
        and boundary.area_code not in (select area.area_code from area)
    having count(*) > 0
    union all
    select 10, 'Points in no ward',
        format('{:,}', city.n - wards.n) || ' rows: in no ward''s count by point'
    from (
        select sum(incident_month.n) as n
        from incident_month
        inner join build_info on incident_month.force = build_info.force
        inner join area_part
            on
                build_info.area_code = area_part.area_code
                and incident_month.lsoa21_code = area_part.lsoa21_code
    ) as city
    cross join (
        select sum(ward_point_month.n) as n
        from ward_point_month
        inner join area on ward_point_month.area_code = area.area_code
        where area.area_type = 'ward'
    ) as wards
    where city.n > wards.n
    union all
    select 11, 'Map',
        coalesce(
            (select areas || ' LSOAs drawn' from map_geometry where name = 'partnership'),
            'not drawn: the boundaries of some LSOAs of the partnership are not loaded'
        )
    union all
    select 12, 'Returns of unknown areas',
        string_agg(unknown.area_code || ' (' || unknown.n || ')', ', ' order by unknown.area_code)
        || ': in no file of names, so no page may show these rows. Check the codes'
    from (
        select published_figure.area_code, format('{:,}', count(*)) as n
        from published_figure
        where
            published_figure.dataset = 'return'
            and published_figure.area_code not in (
                select figure_area.area_code from figure_area
            )
        group by published_figure.area_code
    ) as unknown
    having count(*) > 0
)

select place, name, fact from final order by place, name
