"""What two figures or more have in common."""
