"""What ties a note to segments besides an `@`: the group that it is in."""
