delete from attempt where deleted < :before
