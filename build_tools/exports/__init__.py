"""The knowledge base and its bibliography in the formats of other programs, one module a format. Texts, never files."""
