"""What was published under which id, and what became of it."""
