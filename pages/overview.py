"""Where do crime and ASB stand?"""

from cdp_metrics.ui import blocks, cached, shell

with shell.page(__file__):
    view = cached.overview_view(shell.today())
    blocks.title("Where do crime and ASB stand?", view.context)
    blocks.strip(view.sentence, ())
    blocks.measures_table("Headline counts, twelve months", view.rows)
    blocks.source_line(*view.source)
