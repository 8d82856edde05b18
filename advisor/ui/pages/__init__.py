"""The pages: each reads the visit, calls the core and draws."""
