"""The ruler: what the dashboard costs, beside the least that Streamlit can cost."""
