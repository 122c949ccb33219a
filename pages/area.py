"""What is happening in this area?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_area, inputs, sharing, shell
from cdp_metrics.ui.commentary import beside
from cdp_metrics.ui.inputs_place import place as choose_place
from cdp_metrics.ui.lsoa_map import lsoa_map
from cdp_metrics.ui.views.area import view as said
from cdp_metrics.ui.views.trends.shown import Table


def table(figures: Table) -> None:
    """Show a table."""
    blocks.figures_table(
        figures.caption,
        figures.columns,
        figures.rows,
        text_columns=figures.text_columns,
    )


def folded(label: str, figures: Table, key: str) -> None:
    """Show a table that is sent once the reader opens it."""
    with st.expander(label, key=key, on_change="rerun") as fold:
        if fold.open:
            table(figures)


with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        place = choose_place(cached_area.offered())
        measure, today = inputs.measure(), cached.today()
        view = cached_area.view(place, today)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title(said.QUESTION, view.context)
    blocks.headline(view.headline, view.subtitle)
    if view.note:
        blocks.note(view.note)
    drawn = cached_area.trend(measure, place, today)
    size = blocks.chart_size(half=True)
    over_time, mix = cached_area.charts(measure, place, today, blocks.mode(), size)
    with st.container(key="profile"):
        with st.container(key="profile_main"):
            with st.container(key="profile_rates"):
                table(view.rates)
            with st.container():
                blocks.headline(drawn.headline, drawn.subtitle)
                if over_time:
                    blocks.chart(over_time, drawn.alt, key="area_trend")
                beside(cached.trend(measure, place.code, today))
            with st.container(key="profile_mix"):
                blocks.headline(view.mix_headline or "What recorded crime is made of")
                if mix:
                    blocks.chart(mix, view.mix_alt, key="area_mix")
                elif view.mix_table.rows:
                    table(view.mix_table)
                else:
                    blocks.state("too_little", "no crime in twelve complete months")
            with st.container(key="profile_folds"):
                folded("The trend by year", drawn.table, "area_years")
                if mix:
                    folded("The categories in figures", view.mix_table, "area_shares")
            with st.container(key="profile_changes"):
                blocks.headline(view.moved or "What changed?")
                if view.moved:
                    table(view.changes)
                else:
                    blocks.state("too_little", view.lacking)
            with st.container(key="profile_streets"):
                table(view.streets)
                blocks.note(said.STREETS)
        with st.container(key="profile_side"):
            with st.container():
                table(view.facts)
                table(view.make_up)
            with st.container():
                if view.map:
                    lsoa_map(
                        "area",
                        url=cached.map_file(view.map.version),
                        version=view.map.version,
                        classes=view.map.classes,
                        uncertain=view.map.uncertain,
                        values=view.map.values,
                        selected=None,
                        label=view.map.label,
                        legend=view.map.legend,
                        outside="n",
                        height=420,
                    )
                else:
                    blocks.state("missing", said.NO_MAP, said.MAP_REMEDY)
                table(view.lsoas)
    blocks.source_line(*view.source)
