"""Language, folding, plural forms, dates and money: text that knows no record."""
