"""What udata makes of a feed, field by field, each rule with its reference."""
