"""The room of the doctor: what may be wrong with this installation, and the command that mends it. It only looks."""
