"""What the partners' returns say, an answer a page."""
