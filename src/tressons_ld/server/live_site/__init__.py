"""A site as it answers on its host, asked as its readers ask, and what is wrong with it."""
