"""From installed plugins to a county that can settle: discovery, managers, the platform."""
