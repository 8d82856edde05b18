"""The pure core: values in, values out; no files, no prose, no interface."""
