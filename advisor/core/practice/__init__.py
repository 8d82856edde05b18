"""What a leader works out after the result: one module per tool, with its sheet and its rules.

A sheet is what the leader entered; a handbook is what the sources and this project say.
"""
