"""What the scores share: facts about a dataset, verdicts, the vocabularies they ask for."""
