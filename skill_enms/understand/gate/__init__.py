"""Whether a sentence that no template took is one of ours."""
