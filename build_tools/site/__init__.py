"""The build from start to end, and checks of what was built."""
