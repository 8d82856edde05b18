"""The only reader of ``data/``: files to validated values, sentences by language, local formats."""
