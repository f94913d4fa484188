"""What `bmc doctor` checks besides the clipboard: files, terminal and surroundings."""
