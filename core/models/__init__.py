"""Models that label text: what one is on the disk, how it is run, and how its scores become legal labels."""
