"""The pages: the only package that imports Streamlit. They read state, call the core and draw."""
