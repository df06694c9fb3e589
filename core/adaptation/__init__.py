"""Learning on the user's machine: a model's labels of adpositions refitted on a project's own decisions."""
