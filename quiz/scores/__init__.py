"""What has been answered: kept at once, and looked back at."""
