"""Settings that hold for every test."""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.commands")

# The same examples on every machine and at every run; a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
# Other examples at every run, and many more of them: pytest --hypothesis-profile=search
settings.register_profile("search", deadline=None, max_examples=1500)
settings.load_profile("steady")
