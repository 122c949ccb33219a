"""A page of one bare Plotly chart: what no page with a chart can be faster than."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2])), theme=None)
st.text("You chose a chart")
