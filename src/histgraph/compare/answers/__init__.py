"""The one value that an answer gives to a question that asks for one: found once for each answer, then compared."""
