"""Which drivers were named, and values of them."""
