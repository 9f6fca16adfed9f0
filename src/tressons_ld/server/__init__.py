"""What answers over HTTP: a published site, by the same table as the rules for web servers."""
