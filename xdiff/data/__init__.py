"""Model files and word lists; SOURCES.md says where each comes from."""
