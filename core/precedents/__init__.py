"""Decided targets like the one at hand: their vectors, the exact search among them, and how good its order is."""
