"""What coordinators see: pages that draw what the record tells, and pass on what people decide."""
