"""Term extraction: candidates, their C-value, and occurrences of catalogued terms."""
