"""Findings: drafts of one operation, merged into causes, proven, and accepted on purpose."""
