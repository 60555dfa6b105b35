"""A desk to try: invented people, made anew at each start, entered without a passphrase."""
