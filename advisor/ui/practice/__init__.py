"""The tools' pages: one frame for all, and one module per tool with its input."""
