"""Floor 5: what was learnt. Answers to the tests come in, releases go out; nobody's answers do."""
