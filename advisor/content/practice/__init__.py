"""The only reader of ``data/practice``: each tool's numbers and ids, and the leader's sheets in and out."""
