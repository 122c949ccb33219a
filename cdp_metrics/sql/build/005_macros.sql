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
