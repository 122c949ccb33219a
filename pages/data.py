"""What is loaded, how fresh is it, and what was refused?"""

from cdp_metrics.charts.coverage import coverage_table
from cdp_metrics.ui import blocks, cached, sharing, shell, snapshots
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.returns_part import returns_part
from cdp_metrics.ui.statement import accessibility
from cdp_metrics.ui.views import data_view

FRESHNESS = ("Source", "Publisher", "Issued", "Files", "Rows", "Newest file", "Licence")
PARTS = {
    "held": "What is held",
    "returns": "Returns",
    "files": "Files refused",
    "rows": "Rows refused",
    "build": "This build",
    "accessibility": "Accessibility",
}

with shell.page(__file__):
    about = cached.info()
    view = data_view(
        cached.data_report(),
        cached.builds(),
        about["force_name"],
        cached.today(),
        demo=about["demonstration"],
    )
    blocks.title("What is loaded, and what was refused?", view.context)
    blocks.headline(view.headline, view.subtitle)
    shown = part(PARTS)
    if shown == "held":
        blocks.block(coverage_table(view.calendar_caption, view.calendar), "calendar")
        blocks.figures_table(
            "Freshness of each source",
            FRESHNESS,
            view.families,
            text_columns=(0, 1, 2, 6),
        )
    elif shown == "returns":
        returns_part()
    elif shown == "files":
        if not view.problems:
            blocks.note("Every file was recognised and read.")
        else:
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
    elif shown == "rows":
        blocks.note(view.refused_note)
        if view.csv:
            sharing.download(view.csv, "rows-refused.csv", view.source)
        if view.reasons:
            blocks.figures_table(
                "Why rows were refused, and what to do",
                ("File", "Lines", "Why, and what to do"),
                view.reasons,
                text_columns=(0, 1, 2),
            )
        if view.refused:
            blocks.figures_table(
                "Rows refused, or kept without a value",
                ("File", "Line", "What", "Reason", "Text"),
                view.refused,
                text_columns=(0, 2, 3, 4),
            )
    elif shown == "accessibility":
        accessibility()
    else:
        blocks.figures_table(
            "What this build holds", ("What", "Fact"), view.facts, text_columns=(0, 1)
        )
        blocks.figures_table(
            "Builds kept",
            ("Build", "Published", "State"),
            view.builds,
            text_columns=(0, 1, 2),
        )
        snapshots.kept_table()
    blocks.source_line(*view.source)
