"""The commands of the command line, a module for each kind of work; ``cli.py`` puts them together."""
