-- Grain: a row a period of an indicator in an area, its newest vintage that is released;
-- where none is, a row without figures that says when it will be. Every area where $area
-- is null, every indicator where $indicator is. A partnership of one district answers with
-- its district's rows too, one of several with their sums, where each has a count of its
-- own. What partners send is of one source, by whichever layout it came. year_numerator,
-- year_denominator: the sums of the twelve months that end with it, where one of them is
-- hidden and they may be shown.
with released as (
    select
        observation.*,
        coalesce(observation.release_on > $today, false) as embargoed,
        people_year.numerator as year_numerator,
        people_year.denominator as year_denominator
    from observation
    left join people_year
        on
            observation.indicator_id = people_year.indicator_id
            and observation.area_code = people_year.area_code
            and observation.period_end = people_year.period_end
            and not coalesce(people_year.release_on > $today, false)
    where
        ($indicator is null or observation.indicator_id = $indicator)
        and (
            $area is null
            or observation.area_code = $area
            or observation.area_code in (
                select partnership_district.district_code from partnership_district
            )
        )
    qualify row_number() over (
        partition by
            observation.indicator_id, observation.area_code, observation.period_start,
            observation.period_end
        order by embargoed, observation.vintage desc
    ) = 1
),

districts as (
    select build_info.area_code, count(*) as n
    from partnership_district
    cross join build_info
    group by build_info.area_code
),

together as (
    select
        released.indicator_id,
        districts.area_code,
        released.period_start,
        released.period_end,
        sum(released.numerator) as numerator,
        sum(released.denominator) as denominator,
        case when districts.n = 1 then any_value(released.value) end as value,
        case when districts.n = 1 then any_value(released.lower) end as lower,
        case when districts.n = 1 then any_value(released.upper) end as upper,
        case when districts.n = 1 then any_value(released.n_eff) end as n_eff,
        case when districts.n = 1 then any_value(released.bound) end as bound,
        case
            when districts.n = 1 then any_value(released.status)
            when bool_or(released.status = 'provisional') then 'provisional'
            else 'validated'
        end as status,
        max(released.vintage) as vintage,
        max(released.release_on) as release_on,
        max(released.definition_version) as definition_version,
        case when districts.n = 1 then any_value(released.note) end as note,
        max(released.source_file_id) as source_file_id,
        case
            when districts.n = 1 then any_value(released.year_numerator)
        end as year_numerator,
        case
            when districts.n = 1 then any_value(released.year_denominator)
        end as year_denominator,
        bool_or(released.embargoed) as embargoed
    from released
    inner join partnership_district
        on released.area_code = partnership_district.district_code
    cross join districts
    group by
        released.indicator_id, districts.area_code, districts.n, released.period_start,
        released.period_end
    having
        districts.n = 1
        or (
            count(released.numerator) = districts.n
            and count(released.denominator) in (0, districts.n)
            and count(distinct released.definition_version) = 1
        )
),

answering as (
    select *
    from (
        select *, 1 as place from released
        union all by name
        select *, 2 as place from together
    )
    where $area is null or area_code = $area
    qualify row_number() over (
        partition by indicator_id, area_code, period_start, period_end
        order by embargoed, vintage desc, place
    ) = 1
)

select
    answering.indicator_id,
    answering.area_code,
    coalesce(figure_area.area_name, answering.area_code) as area_name,
    answering.period_start,
    answering.period_end,
    case when not answering.embargoed then answering.numerator end as numerator,
    case when not answering.embargoed then answering.denominator end as denominator,
    case when not answering.embargoed then answering.value end as value,
    case when not answering.embargoed then answering.lower end as lower,
    case when not answering.embargoed then answering.upper end as upper,
    case when not answering.embargoed then answering.n_eff end as n_eff,
    case when not answering.embargoed then answering.bound end as bound,
    case when answering.embargoed then 'embargoed' else answering.status end as status,
    answering.vintage,
    answering.release_on,
    answering.definition_version,
    case when not answering.embargoed then answering.note end as note,
    case
        when starts_with(source_file.source, 'return_') then 'partner_return'
        else coalesce(source_file.source, '')
    end as source,
    case when not answering.embargoed then answering.year_numerator end as year_numerator,
    case
        when not answering.embargoed then answering.year_denominator
    end as year_denominator
from answering
left join figure_area on answering.area_code = figure_area.area_code
left join source_file on answering.source_file_id = source_file.source_file_id
order by
    answering.indicator_id, answering.area_code, answering.period_start,
    answering.period_end
