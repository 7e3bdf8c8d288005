"""Drawings from plain parameters, as SVG text. Nothing here knows the knowledge base or an address."""
