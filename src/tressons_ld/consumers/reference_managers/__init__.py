"""References to the resources, for programs that manage them: BibTeX, RIS and CSL-JSON."""
