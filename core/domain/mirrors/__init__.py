"""What happens on one store and is carried to the other, line by line."""
