"""What every test shares: seeded property tests, and a private folder that is not the person's."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "short", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile("short")


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_persons_own(tmp_path_factory):
    """Neither keys and PINs of whoever runs the tests nor the keyring of their system."""
    os.environ["PORTWIDGETS_PRIVATE"] = str(tmp_path_factory.mktemp("private"))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
