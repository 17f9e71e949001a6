"""Says utterances to a real OVOS core and listens to what comes back: what `enms ask` does.

`cores` finds or starts a core, `listening` follows one utterance from its first message to the end of its answer, and
`quiet` keeps the logs of OVOS out of what a person or a program reads.
"""
