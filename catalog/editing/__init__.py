"""What editors are helped with: JSON Schemas and the guide of fields."""
