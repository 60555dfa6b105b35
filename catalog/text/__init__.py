"""Language, folding, slips, names, plural forms, dates and money: text that knows no record."""
