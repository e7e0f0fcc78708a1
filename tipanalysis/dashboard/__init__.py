"""Floor 7: the dashboard. A fixed family of views, protected and attacked together, for one visitor who may see all."""
