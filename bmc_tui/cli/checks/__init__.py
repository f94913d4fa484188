"""What `bmc doctor` looks at beside the clipboard: files, terminal and surroundings."""
