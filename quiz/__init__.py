"""A quiz program for the terminal."""
