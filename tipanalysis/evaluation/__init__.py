"""Floor 7: pages on what was learnt, forms on paper and the indicators of the results framework. Releases only."""
