"""How fast and how small: measurements on made texts and on STREUSLE, each with the figure it must reach."""
