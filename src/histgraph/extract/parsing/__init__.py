"""From text to parsed sentences, with offsets back into the source."""
