"""Linking: the same person across rows and institutions, by keyed names, birth, sex, nationality, event and entry."""
