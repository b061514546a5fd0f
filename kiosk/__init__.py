"""家门口: the program on the counter of a community station. The rooms are described in README.md."""

__version__ = "0.1.0"
