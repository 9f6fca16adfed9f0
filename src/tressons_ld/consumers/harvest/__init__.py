"""A harvest rehearsed: the consumers, what each would have afterwards, told in words or JSON."""
