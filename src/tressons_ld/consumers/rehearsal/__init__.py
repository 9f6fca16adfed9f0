"""What the rehearsals of all harvests share: the feed read, items, statements."""
