"""What changes source files: new entries, layout. Nothing here prints; every change is written whole or not at all."""
