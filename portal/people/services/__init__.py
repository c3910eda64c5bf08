"""What changes people, their data and their invitations."""
