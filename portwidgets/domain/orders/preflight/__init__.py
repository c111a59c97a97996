"""The pre-flight check: what would get a port order rejected, and which cell to fix."""

from portwidgets.domain.orders.preflight.check import Preflight, Setting
from portwidgets.domain.orders.preflight.finding import Finding, Readiness, Report, Severity

__all__ = ["Finding", "Preflight", "Readiness", "Report", "Setting", "Severity"]
