"""Reports as single HTML files: nothing comes from a network; for a phone, for paper and for an auditor."""
