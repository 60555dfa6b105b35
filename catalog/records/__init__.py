"""What every record is made of: values, terms, places, sources, references and problems."""
