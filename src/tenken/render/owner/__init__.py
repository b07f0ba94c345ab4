"""What the owner's pages say in words and how much of it a page holds; the drawings are ``render.charts``'s."""
