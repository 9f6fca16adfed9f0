"""The same catalogue mapped with other tools, from values already looked up for them."""
