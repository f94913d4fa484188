"""The app in the terminal: screens, widgets and styles. Textual stays in here."""
