"""What is happening, and since when?"""

import streamlit as st

from cdp_metrics.answers import complete_year
from cdp_metrics.ui import blocks, cached, inputs, shell
from cdp_metrics.ui.views.wards import WARD_COLUMNS, ward_caption, ward_rows

with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        measure, area = inputs.measure(), inputs.area()
        trend = cached.trend(measure, area)
        first, last = inputs.span(trend.months)
        state = measure, area, first, last, inputs.show(), shell.today()
        view = cached.trend_view(*state)
        inputs.download(view.csv, view.csv_name)
    with heading:
        blocks.title("What is happening, and since when?", view.context)
    blocks.headline(view.headline, view.subtitle)
    figure = cached.trend_chart(*state, blocks.mode(), blocks.chart_size())
    blocks.chart(figure, view.alt, key="trend")
    table, end = inputs.table_by(), complete_year(trend, last)
    if table == "year":
        blocks.figures_table("The same figures by year", view.columns, view.years)
    elif table == "month":
        blocks.figures_table(
            "The same figures by month", view.month_columns, view.months
        )
    elif end is None:
        blocks.state(
            "too_little",
            "The twelve months that end with the last month shown are not complete.",
            "Choose another year under To.",
        )
    else:
        found = cached.wards(measure, end)
        blocks.figures_table(
            ward_caption(found), WARD_COLUMNS, ward_rows(found), text_columns=(0, 4)
        )
    blocks.source_line(*view.source)
