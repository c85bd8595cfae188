"""Bytes to documents: files, folders, standard input and JSON lines; the only room that decodes.

`read_paths` is for the command line: what cannot be read goes to `problems`, the rest is read all the
same. `read_bytes` is for a caller who holds the bytes: it reads all of them or raises.
"""

from __future__ import annotations

from xdiff.read.base import MAX_BYTES, Metadata, Reader, ReadResult, Source
from xdiff.read.paths import read_bytes, read_paths, readers

__all__ = ["MAX_BYTES", "Metadata", "ReadResult", "Reader", "Source", "read_bytes", "read_paths", "readers"]
