"""The reference city centre: it speaks the protocol, really stores, really decides."""
