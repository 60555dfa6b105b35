"""Reports for funders: what came of the work in a year, in numbers that give nobody away."""
