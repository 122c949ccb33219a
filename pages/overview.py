"""Where do crime and ASB stand?"""

from cdp_metrics.ui import blocks, cached, shell
from cdp_metrics.ui.views import overview_view

with shell.page(__file__):
    info = cached.info()
    view = overview_view(
        cached.overview(shell.today()),
        info["place"],
        shell.today(),
        demo=info["demonstration"],
    )
    blocks.title("Where do crime and ASB stand?", view.context)
    blocks.strip(view.sentence, ())
    blocks.measures_table("Headline counts, twelve months", view.rows)
    blocks.source_line(*view.source)
