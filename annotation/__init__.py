"""The domain: documents, annotations, schemes, catalogue, commands and file formats, without Qt, SQL or torch."""
