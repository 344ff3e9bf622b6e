"""Everything that proves the project; README.md says what is where."""
