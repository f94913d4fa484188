"""The seven questions on the design of a model."""
