"""A real OpenID provider for tests: a second process of the same code, with people of its own."""
