"""Settings that hold for every test."""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.commands")

# The same examples on every machine and at every run; a busy machine is no failure.
# For a wider search: pytest --hypothesis-profile=default
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
