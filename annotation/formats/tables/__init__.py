"""Tables with a row for each word, as CSV, TSV or XLSX: read by a mapping of columns that a person has seen."""
