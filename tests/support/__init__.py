"""Pieces that the test fixtures are made of."""
