"""What is refused, challenged, put into quarantine, and asked for beside a form."""
