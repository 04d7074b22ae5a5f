"""The revisions, in their sequence."""
