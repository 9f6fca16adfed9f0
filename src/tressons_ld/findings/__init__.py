"""What is wrong or wanting in a catalogue, at its cell; the words it is told in; the errors."""
