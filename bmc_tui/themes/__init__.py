"""The themes: the only list of their names, their colours, and the styles made of them."""
