"""Which drivers were named."""
