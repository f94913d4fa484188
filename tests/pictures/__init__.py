"""The pictures as real programs draw and print them."""
