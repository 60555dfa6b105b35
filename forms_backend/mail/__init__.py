"""Letters without content: notices, reminders, receipts."""
