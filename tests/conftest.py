"""Settings of all tests."""

import os

from hypothesis import settings

# The same examples each time, so that a change is judged by what it changed. To look for new ones:
# THALWEG_EXPLORE=1 make test
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("THALWEG_EXPLORE") else "repeat")
