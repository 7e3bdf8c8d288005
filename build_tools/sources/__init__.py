"""Text files to records that know their line and column. Faults become diagnostics; nothing raises for bad data."""
