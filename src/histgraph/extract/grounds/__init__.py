"""Why it happened: causes, effects, reasons, and answers that give only those."""
