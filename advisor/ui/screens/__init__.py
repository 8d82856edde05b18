"""The pages: each reads the visit, calls the core and draws.

The folder is not called ``pages``: beside its main script Streamlit would take every file in such a
folder for a page of its own, until the script's first run has said otherwise.
"""
