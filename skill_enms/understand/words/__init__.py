"""The words of an utterance: cut, counted, heard, and what a language says."""
