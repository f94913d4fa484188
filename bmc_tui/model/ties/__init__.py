"""What ties a note to segments beside an `@`: the group that it stands in."""
