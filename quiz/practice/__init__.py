"""Taking a quiz: draw, respond, grade, move on. Pure: no input or output, no clock, no global chance."""
