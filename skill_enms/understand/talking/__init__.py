"""What is said after something else was: answers, and what follows on."""
