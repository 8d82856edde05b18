"""Keep link tokens out of the server's logs: an address in a log line loses everything after the question
mark."""

from __future__ import annotations

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")
_LOGGERS = ("uvicorn.access", "uvicorn.error")


class WithoutQueries(logging.Filter):
    """Shorten addresses in the arguments of log records; drop nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten in place; always True."""
        if isinstance(record.args, tuple):
            record.args = tuple(_shortened(argument) for argument in record.args)
        return True


def protect_logs() -> None:
    """Put the filter on the server's loggers, once; Streamlit turns the access log off, other servers do
    not."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, WithoutQueries) for known in logger.filters):
            logger.addFilter(WithoutQueries())


def _shortened(argument: object) -> object:
    """Return a text that starts like a path without its query; anything else as it is."""
    if isinstance(argument, str) and argument.startswith("/"):
        return _QUERY.sub("?…", argument)
    return argument
