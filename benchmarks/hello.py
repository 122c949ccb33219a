"""The least that a Streamlit page can be: one selectbox and one line of text."""

import streamlit as st

choice = st.selectbox("Choice", [f"Value {n}" for n in range(20)])
st.text(f"You chose {choice}.")
