"""Names of SEUs and energy sources, as written or misheard."""
