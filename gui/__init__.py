"""The desktop: windows, views and keys. It may know everything below the commands."""
