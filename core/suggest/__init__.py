"""Suggesters: what may stand at a place, how sure, and why."""
