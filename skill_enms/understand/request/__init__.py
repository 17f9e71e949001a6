"""Who and what is meant, put together to a request; what is missing or wrong."""
