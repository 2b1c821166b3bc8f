"""The app. Only this package knows Textual; only it draws."""
