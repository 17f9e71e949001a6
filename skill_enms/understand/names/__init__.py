"""Which SEU and which energy source was named."""
