"""The screens, one module each, over a common base."""
