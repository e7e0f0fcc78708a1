"""Cleaning: rules as data, what they change, what a person must decide, and what does not fit together."""
