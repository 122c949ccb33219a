"""The way in: ``streamlit run dashboard.py``."""

from cdp_metrics.ui import shell

shell.run()
