"""Pages of others, in any content management system, that are given the JSON-LD of a resource."""
