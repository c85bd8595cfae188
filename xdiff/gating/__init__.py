"""The gate: rules with codes, what a project asks of them, what is known already, pass or fail.

The room is not called `gate`, since `xdiff.gate` is the function that runs it. Its rules are found by
`xdiff.gating.registry`.
"""

from __future__ import annotations

from xdiff.gating.policy import Policy
from xdiff.gating.rule import FAMILIES, Found, Limit, Rule

__all__ = ["FAMILIES", "Found", "Limit", "Policy", "Rule"]
