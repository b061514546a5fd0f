"""The whole system in one process under a virtual world: real stores, real centre handlers, seeded faults."""
