"""Markdown and HTML files for MkDocs: the one room that knows addresses and escapes text for where it goes."""
