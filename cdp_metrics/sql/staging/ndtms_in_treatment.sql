-- Grain: a row a year, drug group, sex and age group. Unit: adults in treatment in the
-- year; one year writes its labels in capitals.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        lower(trim(raw.series)) as drug_group,
        nullif(lower(trim(raw.age)), 'total') as age_group
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    dataset,
    drug_group as series,
    drug_group as series_name,
    trim(area_name) as area_name,
    case lower(trim(sex))
        when 'total' then 'Persons' when 'm' then 'Male' when 'f' then 'Female'
    end as sex,
    coalesce(age_group, 'Adults') as age,
    case when age_group is not null then 'Age group' end as category_type,
    age_group as category,
    trim(period) as period,
    period_first(period) as period_start,
    period_last(period) as period_end,
    figure(count) as numerator,
    figure_status(count) as status,
    case
        when coalesce(trim(area_name), '') = '' then 'no area is named'
        when coalesce(drug_group, '') = '' then 'no drug group is named'
        when coalesce(lower(trim(sex)), '') not in ('total', 'm', 'f')
            then 'the sex is none of Total, M, F'
        when coalesce(trim(age), '') = '' then 'no age group is named'
        when period_first(period) is null then 'not a year such as 2018/19'
        when figure(count) < 0 then 'the count is negative'
    end as reason,
    case
        when unreadable(count) then 'the count is not a number: left out, row kept'
    end as note
from typed
