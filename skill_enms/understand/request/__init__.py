"""The pieces of a request, put together, and what is missing or wrong."""
