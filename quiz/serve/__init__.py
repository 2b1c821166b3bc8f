"""The program for others, in a browser: a server, a door, and a process for each person."""
