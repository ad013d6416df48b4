"""beskplan tells a Danish municipality which promises of its employment plan hold."""
