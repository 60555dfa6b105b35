"""Pages on this computer alone: reading submissions and typing in paper sheets."""
