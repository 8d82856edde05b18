"""Values → figures: labels come in as arguments, so nothing here knows a language or a page.

Plotly is imported by ``skillmap_figure`` alone, and only by whoever asks for the interactive map.
"""
