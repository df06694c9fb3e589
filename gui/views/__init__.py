"""The pages of the window's middle: text, problem, catalogue."""
