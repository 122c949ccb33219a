"""What is happening, and since when?"""

import streamlit as st

from cdp_metrics.charts.trend import trend_figure
from cdp_metrics.ui import blocks, cached, inputs, shell
from cdp_metrics.ui.views import trend_view

with shell.page(__file__):
    info = cached.info()
    heading = st.container()
    with inputs.bar():
        measure, area = inputs.measure(), inputs.area()
        trend = cached.trend(measure, area)
        first, last = inputs.span(trend.months)
        show = inputs.show()
        download = st.container()
    view = trend_view(
        trend,
        inputs.area_name(area),
        first,
        last,
        show,
        today=shell.today(),
        demo=info["demonstration"],
    )
    with heading:
        blocks.title("What is happening, and since when?", view.context)
    with download:
        inputs.download(view.csv, view.csv_name)
    blocks.headline(view.headline, view.subtitle)
    figure = trend_figure(
        view.rolling,
        view.monthly,
        gaps=view.gaps,
        no_total=view.no_total,
        mode=blocks.mode(),
        size=blocks.chart_size(),
    )
    blocks.chart(figure, view.alt, key="trend")
    if inputs.table_by() == "year":
        blocks.figures_table("The same figures by year", view.columns, view.years)
    else:
        blocks.figures_table(
            "The same figures by month", view.month_columns, view.months
        )
    blocks.source_line(*view.source)
