"""Measurements of what the product promises at size. `make bench` runs them; they are no tests."""
