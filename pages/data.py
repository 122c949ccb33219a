"""What is loaded, how fresh is it, and what was refused?"""

from cdp_metrics.charts.coverage import coverage_table
from cdp_metrics.ui import blocks, cached, shell
from cdp_metrics.ui.views import data_view

FRESHNESS = ("Source", "Publisher", "Issued", "Files", "Rows", "Newest file", "Licence")

with shell.page(__file__):
    force = cached.info()["force_name"]
    view = data_view(cached.data_report(), cached.builds(), force, cached.today())
    blocks.title("What is loaded, and what was refused?", view.context)
    blocks.headline(view.headline, view.subtitle)
    blocks.block(coverage_table(view.calendar_caption, view.calendar), "calendar")
    blocks.figures_table(
        "Freshness of each source",
        FRESHNESS,
        view.families,
        text_columns=(0, 1, 2, 6),
    )
    blocks.figures_table(
        "What this build holds", ("What", "Fact"), view.facts, text_columns=(0, 1)
    )
    if view.problems:
        blocks.figures_table(
            "Files refused or not recognised",
            ("File", "Status", "Why, and what to do"),
            view.problems,
            text_columns=(0, 1, 2),
        )
    if view.unused:
        blocks.figures_table(
            "Files that count for nothing, and why",
            ("File", "Status", "Why"),
            view.unused,
            text_columns=(0, 1, 2),
        )
    blocks.note(view.refused_note)
    if view.refused:
        blocks.figures_table(
            "Rows refused, or kept without a value",
            ("File", "Line", "What", "Reason", "Text"),
            view.refused,
            text_columns=(0, 2, 3, 4),
        )
    blocks.figures_table(
        "Builds kept",
        ("Build", "Published", "State"),
        view.builds,
        text_columns=(0, 1, 2),
    )
    blocks.source_line(*view.source)
