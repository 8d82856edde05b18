"""The least a question can be in Streamlit: the same widgets as ours, and nothing else."""

import streamlit as st

st.set_page_config(layout="wide")
st.header("What is your organisation's main field?")
st.write("Choose what brings in most of the income or the budget.")
options = [f"Option number {n} of a question with nine options" for n in range(9)]
chosen = st.radio("Question", options, index=None, key="answer")
with st.container(horizontal=True):
    st.button("Back", key="back")
    st.write(f"Saved {options.index(chosen)}" if chosen else "Not yet")
    st.button("Next", type="primary", key="next")
with st.expander("Why we ask"):
    st.write("Because.")
