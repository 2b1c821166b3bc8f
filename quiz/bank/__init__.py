"""What a question bank is: its questions, its sources, and how it is read and checked."""
