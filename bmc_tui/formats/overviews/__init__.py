"""The overviews of a report in a document: leaves out what repeats or resembles its notes."""
