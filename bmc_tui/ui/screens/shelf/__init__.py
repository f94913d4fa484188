"""The screen with all canvases of the file, and the preview of the selected one."""
