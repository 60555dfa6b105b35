"""Language, folding, names, plural forms, dates, holidays and money: text that knows no record."""
