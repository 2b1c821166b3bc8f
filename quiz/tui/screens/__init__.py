"""Screens of the app. A screen shows an attempt and asks it for the next; it holds no rules."""
