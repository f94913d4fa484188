"""An open canvas over time: saved, merged with other writers, journaled, archived; no Textual."""
