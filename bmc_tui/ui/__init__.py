"""The app in the terminal: screens, widgets, styles and the clipboard. Textual stays in here."""
