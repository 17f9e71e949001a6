"""Words → request: what was said, set against what the plant has. No SQL, no sentences, no words of a language."""
