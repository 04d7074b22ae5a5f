"""Many seeded orders through the whole product while everything fails at once; then the books."""
