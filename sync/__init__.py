"""The agent beside the kiosk, the wire between desk and centre, and the reference city centre."""
