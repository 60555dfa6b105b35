"""Reading the folder `content/`: YAML with lines, translations, and every problem at once."""
