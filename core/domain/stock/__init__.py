"""Stock: accounts of what destinations show, what they are to show, and how they come to it."""
