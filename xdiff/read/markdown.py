"""stub"""
from xdiff.read.base import Reader
from xdiff.read.text import read
READER = Reader(name="markdown", suffixes=(".md", ".markdown"), read=read)
