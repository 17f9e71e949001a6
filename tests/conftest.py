"""What all suites share: a home of their own, so that no test reads or writes the one of whoever runs them."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis

HOME = Path(tempfile.mkdtemp(prefix="enms-tests-"))
"""The home of this test run. OVOS looks its folders up when it is first imported, so they are set before that."""

atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.update(
    HOME=str(HOME),
    XDG_CONFIG_HOME=str(HOME / "config"),
    XDG_DATA_HOME=str(HOME / "data"),
    XDG_CACHE_HOME=str(HOME / "cache"),
    XDG_STATE_HOME=str(HOME / "state"),
)
os.environ.pop("ENMS_DATABASE_URL", None)

hypothesis.settings.register_profile(
    "suite",
    # How fast a test is depends on what else the machine does.
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")
