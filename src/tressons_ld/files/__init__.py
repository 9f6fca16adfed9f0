"""The operating system: output folders, growing files, processes, signals, temporary files."""
