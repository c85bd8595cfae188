"""xdiff: translation quality and cross-source differences of English text."""

from xdiff.version import __version__

__all__ = ["__version__"]
