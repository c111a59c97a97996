"""The pre-flight check: what would get a port order rejected, and which cell to fix."""

from portwidgets.domain.orders.preflight.check import Preflight
from portwidgets.domain.orders.preflight.finding import Finding, Readiness, Report, Severity
from portwidgets.domain.orders.preflight.setting import Setting

__all__ = ["Finding", "Preflight", "Readiness", "Report", "Setting", "Severity"]
