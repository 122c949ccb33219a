-- data.police.uk's identifier of a force from its name, however written:
-- 'Nottinghamshire Police', 'Avon and Somerset Constabulary', 'London, City of'.
create temp macro force_id(force_name) as (
    case lower(trim(force_name))
        when 'british transport police' then 'btp'
        when 'police service of northern ireland' then 'northern-ireland'
        when 'london, city of' then 'city-of-london'
        when 'metropolitan police service' then 'metropolitan'
        else trim(
            regexp_replace(
                regexp_replace(
                    replace(lower(trim(force_name)), '&', ' and '),
                    '\s+(police|constabulary)$', ''
                ),
                '[^a-z]+', '-', 'g'
            ),
            '-'
        )
    end
);

-- a text as a number; null where it is none, or is infinite ('nan', 'inf')
create temp macro finite(number) as (
    case when isfinite(try_cast(number as double)) then try_cast(number as double) end
);

-- a figure as people write it, thousands parted by commas
create temp macro figure(cell) as (finite(replace(trim(cell), ',', '')));

-- whether a cell says that its figure is held back: '*', '<5', '[c]', 'secondary'
create temp macro held_back(cell) as (
    coalesce(
        regexp_full_match(lower(trim(cell)), '\*+|<\s*\d+|c|\[c\]|suppressed|secondary'), false
    )
);

-- whether a cell says that there is no figure: empty, ':', '..', '-', 'n/a', '[x]', '[z]'
create temp macro no_figure(cell) as (
    coalesce(regexp_full_match(lower(trim(cell)), ':|\.*|-|n/a|\[[xz]\]'), true)
);

-- whether a cell holds what is neither a figure nor a sign that there is none
create temp macro unreadable(cell) as (
    figure(cell) is null and not no_figure(cell) and not held_back(cell)
);

-- what is wrong with such a cell, for who has to mend it
create temp macro not_number(heading, cell) as (
    case
        when unreadable(cell)
            then heading || ' ''' || trim(cell) || ''' is not a number'
    end
);

-- what is known of a figure from its cell
create temp macro figure_status(cell) as (
    case
        when figure(cell) is not null then 'validated'
        when held_back(cell) then 'suppressed'
        else 'missing'
    end
);

-- an area code of the Office for National Statistics
create temp macro is_area_code(code) as (
    coalesce(regexp_full_match(trim(code), '[EWSNK]\d{8}'), false)
);

-- a text as a date, only where it is written YYYY-MM-DD
create temp macro iso_date(cell) as (
    case
        when regexp_full_match(trim(cell), '\d{4}-\d{2}-\d{2}')
            then try_cast(trim(cell) as date)
    end
);

-- a name by which what is the same compares as the same: 'Bristol, City of', 'bristol'
create temp macro plain_name(name) as (
    trim(
        regexp_replace(
            regexp_replace(
                replace(lower(trim(name)), '&', ' and '),
                ',\s*(city|county) of$', ''
            ),
            '[^a-z0-9]+', ' ', 'g'
        )
    )
);

-- first day of a period as publishers write it: 2018, 2018/19, 2016 - 18,
-- 2016/17 - 18/19, 2018 Q2, 2018/19 Q2; null where it is none of these
create temp macro period_first(period) as (
    case
        when regexp_full_match(trim(period), '(19|20)\d{2}(\s*[-–]\s*\d{2})?')
            then make_date(cast(left(trim(period), 4) as integer), 1, 1)
        when
            regexp_full_match(trim(period), '(19|20)\d{2}/\d{2}(\s*[-–]\s*\d{2}/\d{2})?')
            then make_date(cast(left(trim(period), 4) as integer), 4, 1)
        when regexp_full_match(trim(period), '(19|20)\d{2} Q[1-4]')
            then make_date(
                cast(left(trim(period), 4) as integer),
                3 * cast(right(trim(period), 1) as integer) - 2, 1
            )
        when regexp_full_match(trim(period), '(19|20)\d{2}/\d{2} Q[1-4]')
            then cast(
                make_date(cast(left(trim(period), 4) as integer), 4, 1)
                + to_months(3 * (cast(right(trim(period), 1) as integer) - 1)) as date
            )
    end
);

-- its last day: the last two digits name the last year
create temp macro period_last(period) as (
    case
        when period_first(period) is null then null
        when right(trim(period), 2) like 'Q_'
            then last_day(cast(period_first(period) + to_months(2) as date))
        else cast(
            period_first(period)
            + to_years(
                (
                    cast(right(trim(period), 2) as integer)
                    - cast(substr(trim(period), 3, 2) as integer) + 100
                ) % 100
                + case when contains(period, '/') then 0 else 1 end
            )
            - to_days(1) as date
        )
    end
);
