"""What every test shares: seeded property tests."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "short", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile("short")
