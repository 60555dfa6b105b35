"""Opening the desk with the private key, and exchanging submissions and orders with the forms."""
