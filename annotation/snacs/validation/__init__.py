"""What is wrong with lexical annotation, in a file or in a project: findings with rule, place and way out."""
