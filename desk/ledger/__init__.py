"""Money that was given and is given on: what each organization has of it, and every change."""
