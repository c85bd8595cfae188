"""Rules of the gate, one a module. A module defines `RULE`; see `xdiff.gating.rule`."""
