"""What one reader wants, where it differs from the catalogue graph."""
