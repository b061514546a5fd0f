"""What people do at the desk: one act per module, one transaction per act."""
