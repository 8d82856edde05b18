"""Commands for people who work on the advisor; no part of the installed package."""
