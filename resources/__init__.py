"""Data only: schemes, counts, sample project, icons, fonts."""
