"""What the screen of a case is made of: what it reads, what it says, the steps it asks about."""
