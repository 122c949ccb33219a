"""What partners sent: the one door to its rows, and who has sent what."""
