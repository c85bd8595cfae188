"""The gate: rules with codes, what a project asks of them, what is known already, pass or fail.

The room is not called `gate`, since `xdiff.gate` is the function that runs it.
"""

from __future__ import annotations

from xdiff.gating.policy import Policy
from xdiff.gating.registry import named, one, rules
from xdiff.gating.rule import FAMILIES, Found, Limit, Rule

__all__ = ["FAMILIES", "Found", "Limit", "Policy", "Rule", "named", "one", "rules"]
